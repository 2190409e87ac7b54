import { createECDH, createPrivateKey, sign } from "node:crypto"

const hour = 3600
/** How long a header is valid, and used: push services accept a day at most. Seconds. */
const validFor = 12 * hour
const usedFor = 6 * hour

const json = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url")
const head = json({ typ: "JWT", alg: "ES256" })

/**
 * Says to push services who sends (RFC 8292), by a signature over their own address. One header serves every message to a
 * service for hours: signing is a fifth of what a message costs.
 */
export const make = (privateKey: string, subject: string) => {
  const pair = createECDH("prime256v1")
  pair.setPrivateKey(privateKey, "base64url")
  const point = pair.getPublicKey()
  const publicKey = point.toString("base64url")
  const key = createPrivateKey({
    format: "jwk",
    key: {
      kty: "EC",
      crv: "P-256",
      d: privateKey,
      x: point.subarray(1, 33).toString("base64url"),
      y: point.subarray(33).toString("base64url")
    }
  })
  const headers = new Map<string, { readonly value: string; readonly until: number }>()

  return {
    publicKey,
    /** The header for a service's origin, at a second. */
    header: (origin: string, now: number): string => {
      const known = headers.get(origin)
      if (known !== undefined && now < known.until) return known.value
      const signed = `${head}.${json({ aud: origin, exp: Math.floor(now) + validFor, sub: subject })}`
      const signature = sign("sha256", Buffer.from(signed), { key, dsaEncoding: "ieee-p1363" }).toString("base64url")
      const value = `vapid t=${signed}.${signature}, k=${publicKey}`
      // browsers name the hosts: there might be any number of them
      if (headers.size >= 1000) headers.clear()
      headers.set(origin, { value, until: now + usedFor })
      return value
    }
  }
}
