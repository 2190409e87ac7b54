import type { AttributeValue } from "@aws-sdk/client-dynamodb"
import type { Sdk } from "./Door.ts"

/** Values by the names under which an expression mentions them: `{ now }` for `:now`. */
export type Values = Readonly<Record<string, unknown>>

/** Conditions that need no values. */
export const absent = "attribute_not_exists(PK)"
export const present = "attribute_exists(PK)"

/** How DynamoDB wants plain values: instances are a mistake, `undefined` is left out. */
export const marshalling = { removeUndefinedValues: true, convertClassInstanceToMap: false } as const

/**
 * The attributes and values that expressions mention. Attributes are always written `#state`, which stands for `state`:
 * nobody has to know which of them are reserved words.
 */
export const mentioned = (sdk: Sdk, expressions: ReadonlyArray<string | undefined>, values: Values = {}) => {
  const names = new Set(expressions.flatMap((text) => text?.match(/#\w+/g) ?? []))
  const marshalled: Record<string, AttributeValue> = Object.keys(values).length === 0
    ? {}
    : sdk.marshall(Object.fromEntries(Object.entries(values).map(([name, value]) => [`:${name}`, value])), marshalling)
  return {
    ...(names.size > 0
      ? { ExpressionAttributeNames: Object.fromEntries(Array.from(names, (name) => [name, name.slice(1)])) }
      : {}),
    ...(Object.keys(marshalled).length > 0 ? { ExpressionAttributeValues: marshalled } : {})
  }
}
