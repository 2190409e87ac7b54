import { Result } from "effect"
import { isIP } from "node:net"

/** The push services of the browsers. */
const services: ReadonlyArray<RegExp> = [
  /^fcm\.googleapis\.com$/,
  /^updates\.push\.services\.mozilla\.com$/,
  /^[a-z0-9-]+\.push\.apple\.com$/,
  /^[a-z0-9-]+\.notify\.windows\.com$/
]

/** What the operator adds to them: hosts, and services on this very machine by their whole origin. */
export interface Allowed {
  readonly hosts: ReadonlySet<string>
  readonly loopback: ReadonlySet<string>
}

const host = /^[a-z0-9-]+(\.[a-z0-9-]+)+$/
const loopback = /^http:\/\/127\.0\.0\.1:\d{1,5}$/

/** `LUMI_PUSH_HOSTS`, a list with commas, or the part of it that is neither a host nor on loopback. */
export const allowedOf = (list: string): Result.Result<Allowed, string> => {
  const parts = list.split(/[\s,]+/).filter((part) => part !== "")
  const wrong = parts.find((part) => !loopback.test(part) && (!host.test(part) || isIP(part) !== 0))
  return wrong === undefined
    ? Result.succeed({
      hosts: new Set(parts.filter((part) => host.test(part))),
      loopback: new Set(parts.filter((part) => loopback.test(part)))
    })
    : Result.fail(wrong)
}

/**
 * The address of a push service, or in words why nothing is ever sent there: the one address that browsers give to the server.
 * An address in numbers would pass by the look-up that is judged when the connection is made.
 */
export const parse = (endpoint: string, { hosts, loopback }: Allowed): Result.Result<URL, string> => {
  if (endpoint.length > 1024) return Result.fail("is too long")
  const url = URL.canParse(endpoint) ? new URL(endpoint) : undefined
  if (url === undefined) return Result.fail("is no address")
  if (url.username !== "" || url.password !== "") return Result.fail("must not hold credentials")
  if (url.hash !== "") return Result.fail("must not hold a fragment")
  if (loopback.has(url.origin)) return Result.succeed(url)
  if (url.protocol !== "https:") return Result.fail("must begin with https:")
  if (url.port !== "") return Result.fail("must not name a port")
  if (isIP(url.hostname.replaceAll(/^\[|\]$/g, "")) !== 0) return Result.fail("must not be an address in numbers")
  return services.some((service) => service.test(url.hostname)) || hosts.has(url.hostname)
    ? Result.succeed(url)
    : Result.fail("is not that of a push service that is known here")
}
