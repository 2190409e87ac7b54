import { createHash, createHmac, timingSafeEqual } from "node:crypto"

/** A request as it came, before anything was decoded. */
export interface Asked {
  readonly method: string
  /** percent-encoded, without the query */
  readonly path: string
  readonly query: ReadonlyArray<readonly [name: string, value: string]>
  /** names in small letters */
  readonly headers: Readonly<Record<string, string>>
}

/** A refusal as S3 says it. */
export class Denied extends Error {
  readonly code: string
  readonly status: number
  constructor(code: string, message: string, status = 403) {
    super(message)
    this.code = code
    this.status = status
  }
}

const algorithm = "AWS4-HMAC-SHA256"
const minute = 60_000
/** how far the clocks of the two may be apart */
const skew = 15 * minute
const week = 7 * 24 * 3600

export const sha256 = (data: string | Buffer): string => createHash("sha256").update(data).digest("hex")

const hmac = (key: string | Buffer, text: string) => createHmac("sha256", key).update(text).digest()

const encode = (text: string): string =>
  encodeURIComponent(text).replaceAll(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)

/** What percent-encoded text says. */
export const decode = (text: string): string => {
  try {
    return decodeURIComponent(text)
  } catch {
    throw new Denied("InvalidURI", "The URI is not encoded as it should be.", 400)
  }
}

const compare = (a: string, b: string) => a < b ? -1 : a > b ? 1 : 0

/** What is signed of a request: method, path, query, the headers that are named, and the hash of the body. */
const canonical = ({ headers, method, path, query }: Asked, names: ReadonlyArray<string>, payload: string): string =>
  [
    method,
    path.split("/").map((segment) => encode(decode(segment))).join("/"),
    query
      .filter(([name]) => name !== "X-Amz-Signature")
      .map(([name, value]) => [encode(name), encode(value)] as const)
      .toSorted(([a, x], [b, y]) => compare(a, b) || compare(x, y))
      .map(([name, value]) => `${name}=${value}`)
      .join("&"),
    ...names.map((name) => `${name}:${(headers[name] ?? "").trim().replaceAll(/ +/g, " ")}`),
    "",
    names.join(";"),
    payload
  ].join("\n")

interface Claim {
  readonly credential: string
  readonly names: ReadonlyArray<string>
  readonly signature: string
  readonly date: string
  readonly payload: string
}

const instant = (date: string): number => {
  const parts = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(date)
  if (parts === null) throw new Denied("AccessDenied", "The request has no date that can be read.")
  const [, year, month, day, hour, min, second] = parts.map(Number)
  return Date.UTC(year!, month! - 1, day, hour, min, second)
}

/** A claim in the query: for whoever has the URL, for as long as it says. */
const claimOfQuery = ({ headers, query }: Asked, now: number): Claim => {
  const said = new Map(query)
  const of = (name: string) => said.get(`X-Amz-${name}`) ?? ""
  const bad = (message: string) => new Denied("AuthorizationQueryParametersError", message, 400)
  if (of("Algorithm") !== algorithm) throw bad(`X-Amz-Algorithm only supports "${algorithm}"`)
  const lifetime = Number(of("Expires"))
  if (!(lifetime >= 1 && lifetime <= week)) throw bad(`X-Amz-Expires must be between 1 and ${week} seconds`)
  const date = of("Date")
  if (now > instant(date) + lifetime * 1000) throw new Denied("AccessDenied", "Request has expired")
  if (instant(date) > now + skew) throw new Denied("AccessDenied", "Request is not yet valid")
  const names = of("SignedHeaders").split(";")
  const payload = headers["x-amz-content-sha256"] ?? said.get("X-Amz-Content-Sha256") ?? "UNSIGNED-PAYLOAD"
  return { credential: of("Credential"), names, signature: of("Signature"), date, payload }
}

const authorization = /^AWS4-HMAC-SHA256 Credential=([^,]+), ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/

/** A claim in the headers, good for a quarter of an hour. */
const claimOfHeaders = ({ headers }: Asked, now: number): Claim => {
  const [, credential, names, signature] = authorization.exec(headers["authorization"] ?? "") ?? []
  if (credential === undefined || names === undefined || signature === undefined) {
    throw new Denied("AccessDenied", "Access Denied")
  }
  const date = headers["x-amz-date"] ?? ""
  if (Math.abs(now - instant(date)) > skew) {
    throw new Denied(
      "RequestTimeTooSkewed",
      "The difference between the request time and the current time is too large."
    )
  }
  const payload = headers["x-amz-content-sha256"]
  if (payload === undefined) {
    throw new Denied("InvalidRequest", "Missing required header for this request: x-amz-content-sha256", 400)
  }
  return { credential, names: names.split(";"), signature, date, payload }
}

const mismatch = () =>
  new Denied(
    "SignatureDoesNotMatch",
    "The request signature we calculated does not match the signature you provided."
  )

const keyOf = (secret: string, scope: ReadonlyArray<string>): Buffer =>
  scope.reduce<string | Buffer>((key, part) => hmac(key, part), `AWS4${secret}`) as Buffer

/**
 * Who made a request: by version 4 of AWS's signatures, in the headers or in the query, checked with nothing of the code that
 * signs. Gives the hash of the body that was signed, or `UNSIGNED-PAYLOAD`.
 */
export const verify = (asked: Asked, secretOf: (accessKey: string) => string | undefined, now: number): string => {
  const isPresigned = asked.query.some(([name]) => name === "X-Amz-Signature")
  const claim = isPresigned ? claimOfQuery(asked, now) : claimOfHeaders(asked, now)
  const [accessKey = "", ...scope] = claim.credential.split("/")
  const secret = secretOf(accessKey)
  if (secret === undefined) {
    throw new Denied("InvalidAccessKeyId", "The AWS Access Key Id you provided does not exist in our records.")
  }
  const [day = "", , service, end] = scope
  if (scope.length !== 4 || service !== "s3" || end !== "aws4_request" || !claim.date.startsWith(day)) throw mismatch()
  if (!claim.names.includes("host") || claim.names.join() !== claim.names.toSorted().join()) throw mismatch()
  const unsigned = Object.keys(asked.headers).find((name) => name.startsWith("x-amz-") && !claim.names.includes(name))
  if (unsigned !== undefined) {
    throw new Denied("AccessDenied", `There were headers present in the request which were not signed: ${unsigned}`)
  }
  const text = [algorithm, claim.date, scope.join("/"), sha256(canonical(asked, claim.names, claim.payload))].join("\n")
  const expected = hmac(keyOf(secret, scope), text).toString("hex")
  const isSame = expected.length === claim.signature.length &&
    timingSafeEqual(Buffer.from(expected), Buffer.from(claim.signature))
  if (!isSame) throw mismatch()
  return claim.payload
}
