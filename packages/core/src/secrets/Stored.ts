import { Redacted, Schema } from "effect"
import { Secrets } from "../Secrets.ts"
import { weakness } from "./Strength.ts"

const atLeastOne = Schema.isMinLength(1)
const Auth = Schema.Array(Schema.Struct({ version: Schema.Int, value: Schema.String })).check(atLeastOne)
const Tickets = Schema.Array(Schema.Struct({ id: Schema.String, value: Schema.String })).check(atLeastOne)

/** All that an instance keeps secret, in the clear: never logged, never in an error. */
export const Stored = Schema.Struct({
  auth: Auth,
  tickets: Tickets,
  invitePepper: Schema.String,
  cursor: Schema.String,
  vapid: Schema.String
})
export type Stored = typeof Stored.Type

/** What is kept or given of it: what an earlier Lumi kept lacks what came later. */
export const Known = Stored.mapFields((fields) => ({
  auth: Schema.optionalKey(fields.auth),
  tickets: Schema.optionalKey(fields.tickets),
  invitePepper: Schema.optionalKey(fields.invitePepper),
  cursor: Schema.optionalKey(fields.cursor),
  vapid: Schema.optionalKey(fields.vapid)
}))
export type Known = typeof Known.Type

/** The text that is kept: every field, also those that only a later Lumi knows and that must outlive this one. */
export const Content = Schema.fromJsonString(Schema.Record(Schema.String, Schema.Json))
export type Content = typeof Content.Type

/** The newest comes first and has the highest version. */
export const authOf = (values: ReadonlyArray<string>) =>
  values.map((value, index) => ({ version: values.length - index, value }))

/** A private key of P-256 is any number below the order of its group, which begins with 32 ones and 32 noughts. */
const scalar = (random: () => string): string => {
  const value = random()
  return value.startsWith("_____") ? scalar(random) : value
}

/** Secrets of a new instance, from a source of base64url texts of 32 random bytes. */
export const generate = (random: () => string, idOf: (value: string) => string): Stored => {
  const [auth, ticket] = [random(), random()]
  return {
    auth: [{ version: 1, value: auth }],
    tickets: [{ id: idOf(ticket), value: ticket }],
    invitePepper: random(),
    cursor: random(),
    vapid: scalar(random)
  }
}

/** The first value that is too weak, and what is wrong with it, in words that do not give it away. */
export const weakest = ({ auth, cursor, invitePepper, tickets, vapid }: Stored) => {
  const values = [
    ...auth.map(({ value, version }) => ({ field: "auth" as const, name: `auth ${version}`, value })),
    ...tickets.map(({ id, value }) => ({ field: "tickets" as const, name: `ticket ${id}`, value })),
    { field: "invitePepper" as const, name: "invitePepper", value: invitePepper },
    { field: "cursor" as const, name: "cursor", value: cursor },
    { field: "vapid" as const, name: "vapid", value: vapid }
  ]
  for (const { field, name, value } of values) {
    const wrong = weakness(value)
    if (wrong !== undefined) return { field, name, wrong }
  }
  return undefined
}

const redact = (label: string, value: string) => Redacted.make(value, { label })

/** As the port hands them out: none of them can be printed. */
export const secretsOf = ({ auth, cursor, invitePepper, tickets, vapid }: Stored): Secrets["Service"] =>
  Secrets.of({
    auth: auth.map(({ value, version }) => ({ version, value: redact(`auth ${version}`, value) })),
    tickets: tickets.map(({ id, value }) => ({ id, value: redact(`ticket ${id}`, value) })),
    invitePepper: redact("invitePepper", invitePepper),
    cursor: redact("cursor", cursor),
    vapid: redact("vapid", vapid)
  })
