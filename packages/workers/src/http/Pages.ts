import type { HttpServerRequest } from "effect/http/HttpServerRequest"
import { sessionValue } from "../accounts/Cookies.ts"

/** The first step of the addresses that the web app has pages for. */
export const known: ReadonlySet<string> = new Set([
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
])

const app = { file: "/index.html" }

const language = (request: Pick<HttpServerRequest, "headers">): "en" | "de" => {
  const first = (request.headers["accept-language"] ?? "").split(",").map((offer) =>
    offer.trim().slice(0, 2).toLowerCase()
  )
    .find((code) => code === "en" || code === "de")
  return first === "de" ? "de" : "en"
}

/** Which page an address shows: `/` is the landing page until somebody has signed in. */
export const of = (url: string, request: Pick<HttpServerRequest, "headers">) => {
  if (url === "/") {
    if (sessionValue(request.headers["cookie"] ?? "", false) !== undefined) return app
    return { file: language(request) === "de" ? "/landing.de.html" : "/landing.html" }
  }
  return known.has(url.split("/")[1] ?? "") && !url.includes(".") ? app : undefined
}
