import type { HttpServerRequest } from "effect/http/HttpServerRequest"
import type { Origin } from "./Origin.ts"

/** The most a request may carry. */
export const maxBodyBytes = 64 * 1024

/** Why a request is turned away before anybody looks at what it says. */
export type Refusal = "Foreign" | "NotJson" | "TooLarge"

type Asked = Pick<HttpServerRequest, "method" | "headers">

/** Methods that change nothing; no GET of ours does. */
const safe: ReadonlySet<string> = new Set(["GET", "HEAD", "OPTIONS"])

/**
 * A browser says itself from where a request comes; one that does not say so names at least the page's origin. What
 * says neither is no browser on our pages.
 */
const isForeign = ({ headers }: Asked, origin: Origin["Service"]): boolean => {
  const site = headers["sec-fetch-site"]
  if (site !== undefined) return site !== "same-origin"
  return headers["origin"] === undefined || !origin.all.includes(headers["origin"])
}

const hasBody = ({ headers }: Asked): boolean =>
  headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) !== 0

/** JSON only: a form of another site cannot send it without being asked. Without a body there is nothing to misread. */
const isNotJson = (asked: Asked): boolean => {
  const type = asked.headers["content-type"]
  if (type === undefined) return hasBody(asked)
  return type.split(";", 1)[0]!.trim().toLowerCase() !== "application/json"
}

/** The rule for every request that may change something, Better Auth's included; undefined lets it in. */
export const judge = (asked: Asked, origin: Origin["Service"]): Refusal | undefined => {
  if (Number(asked.headers["content-length"] ?? 0) > maxBodyBytes) return "TooLarge"
  if (safe.has(asked.method)) return undefined
  if (isForeign(asked, origin)) return "Foreign"
  if (isNotJson(asked)) return "NotJson"
  return undefined
}
