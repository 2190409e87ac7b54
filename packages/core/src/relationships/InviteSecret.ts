import { Effect, Redacted } from "effect"
import { Digest, Mac } from "effect/crypto"
import { Base64Url, Hex } from "effect/encoding"
import { Secrets } from "../Secrets.ts"
import { type InviteId, SecretHash } from "./Invite.ts"

/**
 * What a person hands on: a link's secret of 128 bits, or a typed code of ten characters (50 bits). Both are derived from
 * the invite's id by the pepper, so that the inviter can be shown them again although only their hashes are kept.
 */
export interface InviteSecrets {
  readonly link: string
  readonly code: string
}

/** Crockford's letters: no I, L, O or U, so that nobody misreads a code. */
const letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

const bytes = (text: string) => new TextEncoder().encode(text)

const derive = Effect.fnUntraced(function*(purpose: "link" | "code", id: InviteId) {
  const mac = yield* Mac.Mac
  const { invitePepper } = yield* Secrets
  const key = yield* Mac.key(Mac.hmacSha256, bytes(Redacted.value(invitePepper)))
  return yield* mac.sign(key, bytes(`lumi:invite:v1:${purpose}\n${id}`))
}, Effect.orDie)

/** The secrets of an invite, for its inviter's eyes only. */
export const derived = Effect.fn("InviteSecret.derived")(function*(id: InviteId) {
  const link = yield* derive("link", id)
  const code = yield* derive("code", id)
  const secrets: InviteSecrets = {
    link: Base64Url.encode(link.subarray(0, 16)),
    code: Array.from(code.subarray(0, 10), (byte) => letters[byte & 31]).join("")
  }
  return secrets
})

/** A code as people type it: spaces, dashes, small letters, and what Crockford's alphabet takes for the same sign. */
const normal = (typed: string): string => {
  const code = typed.replaceAll(/[\s-]/g, "").toUpperCase().replaceAll("O", "0").replaceAll(/[IL]/g, "1")
  return /^[0-9A-Z]{10}$/.test(code) ? code : typed.trim()
}

/** What is kept of a secret and looked up by. */
export const hash = Effect.fn("InviteSecret.hash")(function*(secret: string) {
  const digest = yield* Digest.Digest
  return SecretHash.make(Hex.encode(yield* digest.digest(Digest.sha256, bytes(`lumi:invite:v1\n${normal(secret)}`))))
})
