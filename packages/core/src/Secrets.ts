import { Context, type Redacted } from "effect"

/** A key with the name it is known by, so that two can overlap while one is replaced. */
export interface Key {
  readonly id: string
  /** base64url of at least 32 random bytes */
  readonly value: Redacted.Redacted<string>
}

/** Port: the secrets of one instance. Files of mode 0600 locally, Secrets Manager on AWS; made once, never printed. */
export class Secrets extends Context.Service<Secrets, {
  /** sign and encrypt accounts; the newest first */
  readonly auth: ReadonlyArray<{ readonly version: number; readonly value: Redacted.Redacted<string> }>
  /** sign realtime tickets; the newest first, all are accepted */
  readonly tickets: ReadonlyArray<Key>
  /** invite codes are derived from it and only their hashes are stored */
  readonly invitePepper: Redacted.Redacted<string>
  /** signs the `next` cursors of lists */
  readonly cursor: Redacted.Redacted<string>
  /** signs what is sent to push services: a private key of P-256. Another one ends every subscription */
  readonly vapid: Redacted.Redacted<string>
}>()("@lumi/core/Secrets") {}
