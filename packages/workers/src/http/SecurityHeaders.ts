import { Context } from "effect"
import type { Origin } from "./Origin.ts"

/** Where pages reach their broker (`wss://broker.example.org`) in a family whose broker is not behind our own address. */
export const Broker = Context.Reference<string | undefined>("@lumi/workers/http/SecurityHeaders/Broker", {
  defaultValue: () => undefined
})

/** What a page may load and where it may connect; everything that is not named is refused. */
const policy = (origin: Origin["Service"], broker = origin.url.replace(/^http/, "ws")) =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "font-src 'self'",
    "img-src 'self' data: blob:",
    "media-src 'self' blob:",
    `connect-src 'self' ${broker}`,
    "worker-src 'self'",
    "manifest-src 'self'",
    "frame-src https://open.spotify.com",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "object-src 'none'"
  ].join("; ")

/** The headers every answer has, whoever made it. */
export const of = (origin: Origin["Service"], broker?: string): Readonly<Record<string, string>> => ({
  "content-security-policy": policy(origin, broker),
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
  // a promise that plain http cannot make
  ...(origin.secure ? { "strict-transport-security": "max-age=31536000; includeSubDomains" } : {})
})
