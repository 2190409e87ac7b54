import { Schema } from "effect"
import { createHash, randomBytes } from "node:crypto"

const atLeastOne = Schema.isMinLength(1)
const Auth = Schema.Array(Schema.Struct({ version: Schema.Int, value: Schema.String })).check(atLeastOne)
const Tickets = Schema.Array(Schema.Struct({ id: Schema.String, value: Schema.String })).check(atLeastOne)

/** All that an instance keeps secret, in the clear: never logged, never in an error. */
export const Stored = Schema.Struct({
  auth: Auth,
  tickets: Tickets,
  invitePepper: Schema.String,
  cursor: Schema.String
})
export type Stored = typeof Stored.Type

/** What a file or the environment has of it: a file of an earlier Lumi lacks what came later. */
export const Known = Stored.mapFields((fields) => ({
  auth: Schema.optionalKey(fields.auth),
  tickets: Schema.optionalKey(fields.tickets),
  invitePepper: Schema.optionalKey(fields.invitePepper),
  cursor: Schema.optionalKey(fields.cursor)
}))
export type Known = typeof Known.Type

const Fields = Schema.Record(Schema.String, Schema.Json)

/** The content of the file: every field, also those that only a later Lumi knows and that must outlive this one. */
export const Content = Schema.fromJsonString(Fields)
export type Content = typeof Content.Type

/** Short enough to be shown, and it says nothing about the key. */
export const idOf = (value: string): string => createHash("sha256").update(value).digest("hex").slice(0, 8)

/** The newest comes first and has the highest version. */
export const authOf = (values: ReadonlyArray<string>) =>
  values.map((value, index) => ({ version: values.length - index, value }))

export const ticketsOf = (values: ReadonlyArray<string>) => values.map((value) => ({ id: idOf(value), value }))

const random = () => randomBytes(32).toString("base64url")

/** Secrets of a new instance. */
export const generate = (): Stored => {
  const [auth, ticket] = [random(), random()]
  return {
    auth: [{ version: 1, value: auth }],
    tickets: [{ id: idOf(ticket), value: ticket }],
    invitePepper: random(),
    cursor: random()
  }
}

/** Every value with the name to call it by when something is wrong with it. */
export const values = (
  { auth, cursor, invitePepper, tickets }: Stored
): ReadonlyArray<readonly [name: string, value: string]> => [
  ...auth.map(({ value, version }) => [`auth ${version} (LUMI_AUTH_SECRET)`, value] as const),
  ...tickets.map(({ id, value }) => [`ticket ${id} (LUMI_TICKET_KEY)`, value] as const),
  ["invitePepper (LUMI_INVITE_PEPPER)", invitePepper],
  ["cursor (LUMI_CURSOR_KEY)", cursor]
]
