// Runs at CloudFront for every address of the web app (JavaScript runtime 2.0: one function, nothing imported): says which
// file of the bucket answers it. The list is that of the workers' http/Pages.ts; a test holds both to the same answers.
const pages = [
  "affirmations",
  "home",
  "inbox",
  "manage",
  "notifications",
  "pair",
  "reset",
  "settings",
  "sign-in",
  "sign-up"
]

function landing(headers) {
  const wanted = headers["accept-language"] ? headers["accept-language"].value : ""
  const first = wanted.split(",")
    .map((offer) => offer.trim().slice(0, 2).toLowerCase())
    .find((code) => code === "en" || code === "de")
  return first === "de" ? "/landing.de.html" : "/landing.html"
}

// CloudFront calls it
// oxlint-disable-next-line no-unused-vars
function handler(event) {
  const request = event.request
  const uri = request.uri
  // viewer-response.js gives it the status of a page that does not exist; what a browser sends under this name is nothing
  delete request.headers["x-lumi-missing"]
  if (uri === "/") {
    const signedIn = request.cookies["__Host-lumi_session"] || request.cookies["lumi_session"]
    request.uri = signedIn ? "/index.html" : landing(request.headers)
  } else if (!/\.[^/]*$/.test(uri)) {
    if (uri.includes(".") || !pages.includes(uri.split("/")[1])) request.headers["x-lumi-missing"] = { value: "1" }
    request.uri = "/index.html"
  }
  return request
}
