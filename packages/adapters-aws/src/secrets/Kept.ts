import { Stored } from "@lumi/core/secrets/Stored"
import { Schema } from "effect"

/** When a key came that others must know before it is used; absent once it is. */
const Staged = { staged: Schema.optionalKey(Schema.String) }

/**
 * The one secret of an instance in Secrets Manager. The newest key comes first. A key that has just come is accepted by
 * all and used by nobody: who still goes on with what it read before would refuse what it signs.
 */
export const Kept = Schema.Struct({
  ...Stored.fields,
  auth: Schema.Array(Schema.Struct({ version: Schema.Int, value: Schema.String, ...Staged })),
  tickets: Schema.Array(Schema.Struct({ id: Schema.String, value: Schema.String, ...Staged })),
  /** RSA pairs in PEM: the private half signs tokens, IoT has the public one */
  iot: Schema.Array(
    Schema.Struct({ id: Schema.String, privateKey: Schema.String, publicKey: Schema.String, ...Staged })
  )
})
export type Kept = typeof Kept.Type

/** Those in use come first, in their order. */
const ordered = <Key extends { readonly staged?: string }>(keys: ReadonlyArray<Key>): ReadonlyArray<Key> => [
  ...keys.filter(({ staged }) => staged === undefined),
  ...keys.filter(({ staged }) => staged !== undefined)
]

/** What the port hands out: the first key of each kind is the one to use. */
export const storedOf = ({ auth, cursor, invitePepper, tickets, vapid }: Kept): Stored => ({
  auth: ordered(auth).map(({ value, version }) => ({ version, value })),
  tickets: ordered(tickets).map(({ id, value }) => ({ id, value })),
  invitePepper,
  cursor,
  vapid
})

/** The key that signs tokens for IoT. */
export const signingKeyOf = ({ iot }: Kept): string | undefined => ordered(iot)[0]?.privateKey

/** What is wrong with it, or nothing: of each kind one key must be in use. */
export const lacking = (kept: Kept): "auth" | "tickets" | "iot" | undefined =>
  (["auth", "tickets", "iot"] as const).find((kind) => !kept[kind].some(({ staged }) => staged === undefined))
