import { type DateTime, type Option, Schema } from "effect"

/** Where one item lies: items of one `pk` are read together, in the order of `sk`. */
export interface AuthKey {
  readonly pk: string
  readonly sk: string
}

/** One item as it is kept. Values are JSON, so that every store gives back what it was given. */
export interface AuthItem extends AuthKey {
  readonly version: number
  readonly value: Schema.JsonObject
  /** kept to the second; from then on a store may drop the item, but need not hurry */
  readonly expiresAt: Option.Option<DateTime.Utc>
}

/** What a write expects to find: anything, no item at all, or the item in exactly this version. */
export type Expected = "anything" | "nothing" | number

/** One step of a transaction. A `check` writes nothing: it stops the others when its expectation fails. */
export type AuthWrite =
  | (AuthItem & { readonly kind: "put"; readonly expected: Expected })
  | (AuthKey & { readonly kind: "remove" | "check"; readonly expected: Expected })

/** The most steps one transaction may have: what DynamoDB takes. */
export const maxWrites = 100

/** Somebody else was faster: the steps (by their index) whose expectation failed. Nothing was written. */
export class ConditionFailed extends Schema.TaggedError<ConditionFailed>()(
  "ConditionFailed",
  { steps: Schema.Array(Schema.Int) }
) {}

/** A name for a key that no other key has. */
export const keyOf = ({ pk, sk }: AuthKey) => `${pk}\n${sk}`

/** The steps whose expectation fails, given the version each key has now. */
export const failedSteps = (
  writes: ReadonlyArray<AuthWrite>,
  versionOf: (key: AuthKey) => number | undefined
): ReadonlyArray<number> =>
  writes.flatMap((write, step) => {
    const version = versionOf(write)
    const fine = write.expected === "anything" ||
      (write.expected === "nothing" ? version === undefined : version === write.expected)
    return fine ? [] : [step]
  })

/** Says what is wrong with a transaction that no store could run: a mistake of the caller, not of the moment. */
export const mistake = (writes: ReadonlyArray<AuthWrite>): string | undefined => {
  if (writes.length > maxWrites) return `${writes.length} steps in one transaction, at most ${maxWrites} are possible`
  if (new Set(writes.map(keyOf)).size < writes.length) return "two steps of one transaction name the same item"
  return undefined
}
