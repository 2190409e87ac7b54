import { DayStore, Missed } from "@lumi/core/affirmations/DayStore"
import type { Day, Mailbox } from "@lumi/core/affirmations/DeliveryStore"
import type { LocalDate } from "@lumi/core/LocalDate"
import { RelationshipId } from "@lumi/core/relationships/Relationship"
import { Effect, Layer, Option, Schema } from "effect"
import { as, Dynamo } from "./Dynamo.ts"
import { membershipKey } from "./dynamo/Couples.ts"
import type { Item, Key } from "./dynamo/Item.ts"

/** What is known of a day is `USER#receiver` / `DAY#date`: `hard`, and why it brought nothing, as `missed`. */
const prefix = "DAY#"
const keyOf = ({ date, receiver }: Day): Key => ({ PK: membershipKey(receiver).PK, SK: `${prefix}${date}` })

const decode = Schema.decodeUnknownEffect(Schema.Struct({
  relationship: RelationshipId,
  hard: Schema.optionalKey(Schema.Boolean),
  missed: Schema.optionalKey(Missed.fields.why)
}))
const decodeDate = Schema.decodeUnknownEffect(Missed.fields.date)

/** How many updates are under way at once. */
const concurrency = 32

const make = Effect.gen(function*() {
  const dynamo = yield* Dynamo

  const setHard = ({ receiver, relationship }: Mailbox, date: LocalDate, hard: boolean) =>
    dynamo.update(keyOf({ receiver, date }), {
      by: "SET #relationship = :relationship, #hard = :hard",
      values: { relationship, hard }
    }).pipe(Effect.catchTag("ConditionFailed", Effect.die))

  const missOne = ({ date, receiver, relationship, why }: Mailbox & Missed) =>
    dynamo.update(keyOf({ receiver, date }), {
      by: "SET #relationship = if_not_exists(#relationship, :relationship), #missed = if_not_exists(#missed, :why)",
      values: { relationship, why }
    }).pipe(Effect.catchTag("ConditionFailed", Effect.die))

  const hard = Effect.fnUntraced(function*(days: ReadonlyArray<Day>) {
    const items = yield* dynamo.getMany(days.map(keyOf))
    return items.map((item) => Option.exists(item, ({ hard }) => hard === true))
  })

  const knownOf = Effect.fnUntraced(function*(item: Item) {
    const { hard = false, missed = null, relationship } = yield* decode(item)
    const date = yield* decodeDate(String(item["SK"]).slice(prefix.length))
    return { relationship, known: { date, hard, missed } }
  })

  const between = Effect.fnUntraced(function*({ receiver, relationship }: Mailbox, from: LocalDate, to: LocalDate) {
    const { items } = yield* dynamo.query({
      pk: membershipKey(receiver).PK,
      range: { between: [`${prefix}${from}`, `${prefix}${to}`] },
      descending: true
    })
    const days = yield* Effect.forEach(items, knownOf)
    return days.flatMap((day) => day.relationship === relationship ? [day.known] : [])
  })

  return DayStore.of({
    setHard: Effect.fn("DayStore.setHard")(setHard, Effect.asVoid, as("DayStore.setHard")),
    hard: Effect.fn("DayStore.hard")(hard, as("DayStore.hard")),
    miss: Effect.fn("DayStore.miss")(
      (days) => Effect.forEach(days, missOne, { concurrency, discard: true }),
      as("DayStore.miss")
    ),
    between: Effect.fn("DayStore.between")(between, as("DayStore.between"))
  })
})

/** Days in the partitions of their receivers. */
export const layer: Layer.Layer<DayStore, never, Dynamo> = Layer.effect(DayStore, make)
