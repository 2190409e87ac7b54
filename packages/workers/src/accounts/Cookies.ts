import { Redacted } from "effect"
import { createHmac, timingSafeEqual } from "node:crypto"

type Secret = Redacted.Redacted<string>

/** Bound to this host, secure, for every path: a browser takes it from nobody else. */
export const sessionCookie = "__Host-lumi_session"
export const shortCookie = "__Host-lumi_short"

/** The same over plain http on this machine, where some browsers refuse to keep a secure cookie. */
const plainNames = new Map([[sessionCookie, "lumi_session"], [shortCookie, "lumi_short"]])

const parsed = (header: string) =>
  header.split(";").flatMap((pair): ReadonlyArray<readonly [string, string]> => {
    const at = pair.indexOf("=")
    return at < 0 ? [] : [[pair.slice(0, at).trim(), pair.slice(at + 1).trim()]]
  })

const decoded = (value: string) => {
  try {
    return decodeURIComponent(value)
  } catch {
    return value
  }
}

/** The signed value of the session cookie, by its own name or, over plain http, by the plain one. */
export const sessionValue = (header: string, secure: boolean): string | undefined => {
  const cookies = new Map(parsed(header).toReversed())
  const value = cookies.get(sessionCookie) ?? (secure ? undefined : cookies.get(plainNames.get(sessionCookie)!))
  return value === undefined ? undefined : decoded(value)
}

const signature = (token: string, secret: Secret) =>
  createHmac("sha256", Redacted.value(secret)).update(token).digest("base64")

const equal = (a: string, b: string) => a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b))

/** The value of a cookie as Better Auth signs it. */
export const sign = (token: string, secret: Secret) => `${token}.${signature(token, secret)}`

/** The token of a signed value, when one of the secrets, the old ones too, has signed it. */
export const verify = (value: string, secrets: ReadonlyArray<Secret>): string | undefined => {
  const at = value.lastIndexOf(".")
  if (at < 1 || !/^[\x20-\x7e]+$/.test(value)) return undefined
  const token = value.slice(0, at)
  return secrets.some((secret) => equal(value.slice(at + 1), signature(token, secret))) ? token : undefined
}

/** The header with another session, and with the proper names of the others: what Better Auth is given to read. */
export const withSession = (header: string, session: string, secure: boolean): string => {
  const proper = new Map(secure ? [] : Array.from(plainNames, ([name, plain]) => [plain, name]))
  const cookies = new Map(parsed(header).toReversed().map(([name, value]) => [proper.get(name) ?? name, value]))
  cookies.set(sessionCookie, encodeURIComponent(session))
  return Array.from(cookies, ([name, value]) => `${name}=${value}`).join("; ")
}

/** Each of our cookies again under its plain name, for answers over plain http. */
export const plain = (setCookies: ReadonlyArray<string>): ReadonlyArray<string> =>
  setCookies.flatMap((cookie) => {
    const name = cookie.slice(0, cookie.indexOf("="))
    const plain = plainNames.get(name)
    return plain === undefined ? [] : [plain + cookie.slice(name.length).replace(/; Secure\b/i, "")]
  })
