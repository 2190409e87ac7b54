// Runs at CloudFront for every request to the API (JavaScript runtime 2.0): says who asks. Whatever a browser sends under
// this name is written over, so the function behind may believe it.

// CloudFront calls it
// oxlint-disable-next-line no-unused-vars
function handler(event) {
  event.request.headers["x-lumi-viewer"] = { value: event.viewer.ip }
  return event.request
}
