import type { Day } from "@lumi/core/affirmations/DeliveryStore"
import { Extra, type ExtraId, type ExtraState, freeing, most } from "@lumi/core/affirmations/Extra"
import { ExtraStore } from "@lumi/core/affirmations/ExtraStore"
import { Effect, Layer, Option, Schema } from "effect"
import { as, Dynamo } from "./Dynamo.ts"
import { membershipKey } from "./dynamo/Couples.ts"
import type { Key } from "./dynamo/Item.ts"

/** What counts on a receiver's date is `USER#receiver` / `EXTRA#date`; `ids` are all that was asked for on it. */
const keyOf = ({ date, receiver }: Day): Key => ({ PK: membershipKey(receiver).PK, SK: `EXTRA#${date}` })

const encode = Schema.encodeSync(Extra)
const decode = Schema.decodeUnknownEffect(Extra)

/** `#state` is one of these. */
const among = (states: ReadonlyArray<ExtraState>) => ({
  if: `#state IN (${states.map((state) => `:${state}`).join(", ")})`,
  values: Object.fromEntries(states.map((state) => [state, state]))
})

const make = Effect.gen(function*() {
  const dynamo = yield* Dynamo

  const ask = Effect.fnUntraced(function*(extra: Extra) {
    const encoded = encode(extra)
    const free = among(freeing)
    const fields = Object.keys(encoded).map((name) => `#${name} = :its${name}`)
    return yield* dynamo.transact([
      {
        update: keyOf(extra),
        by: `SET ${[...fields, "#type = :type", "#ids = list_append(if_not_exists(#ids, :none), :one)"].join(", ")}`,
        if: `attribute_not_exists(PK) OR (${free.if} AND NOT contains(#ids, :itsid) AND size(#ids) < :most)`,
        values: {
          ...Object.fromEntries(Object.entries(encoded).map(([name, value]) => [`its${name}`, value])),
          ...free.values,
          type: "Extra",
          none: [],
          one: [extra.id],
          most
        }
      },
      {
        check: membershipKey(extra.receiver),
        if: "#id = :relationship AND #state = :active",
        values: { relationship: extra.relationship, active: "active" }
      }
    ]).pipe(
      Effect.as(Option.some(extra)),
      Effect.catchTag(
        "TransactionRefused",
        Effect.fnUntraced(function*(refused) {
          const kept = Option.flatten(Option.fromUndefinedOr(refused.found(0)))
          return refused.has(1) || Option.isNone(kept) ? Option.none() : Option.some(yield* decode(kept.value))
        })
      )
    )
  })

  const onDays = Effect.fnUntraced(function*(days: ReadonlyArray<Day>) {
    const items = yield* dynamo.getMany(days.map(keyOf))
    return yield* Effect.forEach(
      items,
      (item) => Option.isSome(item) ? Effect.asSome(decode(item.value)) : Effect.succeedNone
    )
  })

  const move = (day: Day, id: ExtraId, from: ReadonlyArray<ExtraState>, to: ExtraState) => {
    const source = among(from)
    return dynamo.update(keyOf(day), {
      by: "SET #state = :to",
      if: `#id = :id AND ${source.if}`,
      values: { ...source.values, id, to }
    }).pipe(
      Effect.asSome,
      Effect.catchTag("ConditionFailed", ({ item }) => Effect.succeed(item)),
      Effect.flatMap(Option.match({
        onNone: () => Effect.succeedNone,
        onSome: (item) =>
          Effect.map(decode(item), (kept) => Option.filter(Option.some(kept), (extra) => extra.id === id))
      }))
    )
  }

  return ExtraStore.of({
    ask: Effect.fn("ExtraStore.ask")(ask, as("ExtraStore.ask")),
    onDays: Effect.fn("ExtraStore.onDays")(onDays, as("ExtraStore.onDays")),
    move: Effect.fn("ExtraStore.move")(move, as("ExtraStore.move"))
  })
})

/** Extras in the partitions of their receivers. */
export const layer: Layer.Layer<ExtraStore, never, Dynamo> = Layer.effect(ExtraStore, make)
