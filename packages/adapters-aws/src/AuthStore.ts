import { type AuthItem, type AuthKey, type AuthWrite, ConditionFailed, mistake } from "@lumi/core/accounts/AuthItem"
import { AuthStore } from "@lumi/core/accounts/AuthStore"
import { DateTime, Effect, Layer, Option, Schema } from "effect"
import { as, Dynamo } from "./Dynamo.ts"
import { absent } from "./dynamo/Expression.ts"
import type { Key, NewItem } from "./dynamo/Item.ts"
import { together } from "./dynamo/Together.ts"
import type { Step } from "./dynamo/Writes.ts"

/** The value is text: its numbers, its depth and its names may be any that JSON has, and DynamoDB's have limits. */
const Stored = Schema.Struct({
  PK: Schema.String,
  SK: Schema.String,
  version: Schema.Int,
  value: Schema.fromJsonString(Schema.JsonObject),
  ttl: Schema.optionalKey(Schema.Int)
})
const decode = Schema.decodeUnknownEffect(Stored)
const decodeMany = Schema.decodeUnknownEffect(Schema.Array(Stored))

const keyOf = ({ pk, sk }: AuthKey): Key => ({ PK: pk, SK: sk })

/** Also when it has expired: whoever asks compares the instant exactly, and DynamoDB drops it within days. */
const itemOf = ({ PK, SK, ttl, value, version }: typeof Stored.Type): AuthItem => ({
  pk: PK,
  sk: SK,
  version,
  value,
  expiresAt: Option.map(Option.fromUndefinedOr(ttl), (seconds) => DateTime.makeUnsafe(seconds * 1000))
})

const storedOf = ({ expiresAt, pk, sk, value, version }: AuthItem): NewItem => ({
  PK: pk,
  SK: sk,
  type: "Auth",
  version,
  value: JSON.stringify(value),
  ttl: Option.getOrUndefined(Option.map(expiresAt, (end) => Math.floor(DateTime.toEpochMillis(end) / 1000)))
})

const guardOf = ({ expected }: AuthWrite) => {
  if (expected === "anything") return {}
  return expected === "nothing" ? { if: absent } : { if: "#version = :version", values: { version: expected } }
}

/** What DynamoDB is asked to do for a step; nothing for a check that everything passes. */
const stepOf = (write: AuthWrite): Step | undefined => {
  const guard = guardOf(write)
  if (write.kind === "put") return { put: storedOf(write), ...guard }
  if (write.kind === "remove") return { remove: keyOf(write), ...guard }
  return guard.if === undefined ? undefined : { check: keyOf(write), ...guard }
}

const make = Effect.gen(function*() {
  const dynamo = yield* Dynamo
  // the rows that an index names are asked for one by one, all at once
  const get = together(dynamo)

  return AuthStore.of({
    get: Effect.fn("AuthStore.get")(
      function*(key) {
        const item = yield* get(keyOf(key))
        return Option.isNone(item) ? Option.none() : Option.some(itemOf(yield* decode(item.value)))
      },
      as("AuthStore.get")
    ),
    query: Effect.fn("AuthStore.query")(
      function*(pk) {
        const { items } = yield* dynamo.query({ pk })
        return (yield* decodeMany(items)).map(itemOf)
      },
      as("AuthStore.query")
    ),
    transact: Effect.fn("AuthStore.transact")(
      function*(writes) {
        const wrong = mistake(writes)
        if (wrong !== undefined) return yield* Effect.die(new Error(wrong))
        const asked = writes.flatMap((write, index) => {
          const step = stepOf(write)
          return step === undefined ? [] : [{ step, index }]
        })
        yield* dynamo.transact(asked.map(({ step }) => step)).pipe(
          Effect.catchTag(
            "TransactionRefused",
            ({ steps }) => Effect.fail(new ConditionFailed({ steps: steps.map(({ step }) => asked[step]!.index) }))
          )
        )
      },
      as("AuthStore.transact")
    )
  })
})

/** What sign-in keeps, each item where its key says. */
export const layer: Layer.Layer<AuthStore, never, Dynamo> = Layer.effect(AuthStore, make)
