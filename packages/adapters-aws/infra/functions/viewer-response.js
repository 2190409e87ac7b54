// Runs at CloudFront on the way out: the app itself says that there is no such page, and this gives it the status for it.
// CloudFront calls it
// oxlint-disable-next-line no-unused-vars
function handler(event) {
  const response = event.response
  if (event.request.headers["x-lumi-missing"] && response.statusCode === 200) {
    response.statusCode = 404
    response.statusDescription = "Not Found"
    response.headers["cache-control"] = { value: "no-cache" }
  }
  return response
}
