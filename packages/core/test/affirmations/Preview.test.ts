import { assert, it } from "@effect/vitest"
import { DateTime, Effect, Option, Random } from "effect"
import { TestClock } from "effect/testing"
import { AffirmationStore } from "../../src/affirmations/AffirmationStore.ts"
import * as Archive from "../../src/affirmations/Archive.ts"
import { DayStore } from "../../src/affirmations/DayStore.ts"
import { DeliveryId } from "../../src/affirmations/Delivery.ts"
import { DeliveryStore } from "../../src/affirmations/DeliveryStore.ts"
import * as Preview from "../../src/affirmations/Preview.ts"
import * as Schedule from "../../src/affirmations/Schedule.ts"
import { LocalDate } from "../../src/LocalDate.ts"
import { Zone } from "../../src/Zone.ts"
import { Memory, Story } from "../../testing/memory/index.ts"

const to = (instant: string) => TestClock.setTime(DateTime.toEpochMillis(DateTime.makeUnsafe(instant)))

/** Ada in Berlin, for whom Ben wrote some texts on the evening before the first day; her hour is 07:00 UTC. */
const ada = Effect.fnUntraced(function*(texts: number) {
  yield* to("2027-03-26T20:00:00Z")
  const [ada, ben] = yield* Effect.all([Story.person("Ada", "Europe/Berlin"), Story.person("Ben", "Asia/Katmandu")])
  const relationship = yield* Story.pair(ada, ben)
  const written = yield* Story.write(relationship, ben, ...Array.from({ length: texts }, (_, n) => `text ${n}`))
  return { ada, relationship, written, shelf: { relationship: relationship.id, author: ben.id } }
})

const told = ({ affirmation, hour, skipped }: Preview.Foreseen) => [
  hour.date,
  hour.wall,
  DateTime.formatIso(hour.at),
  Option.getOrElse(skipped, () => Option.isSome(affirmation) ? "comes" : "?")
]

it.effect("a preview tells what then comes, day by day, when the dice fall alike", () =>
  Effect.gen(function*() {
    const { ada: receiver, relationship, shelf, written: [surprise, comfort] } = yield* ada(12)
    const affirmations = yield* AffirmationStore
    const days = yield* DayStore
    const [date, hard] = [LocalDate.make("2027-03-31"), LocalDate.make("2027-04-03")]
    yield* affirmations.schedule(shelf, surprise!.id, Option.some(date))
    yield* affirmations.edit(shelf, comfort!.id, { tags: ["hard-day"] })
    yield* days.setHard({ relationship: relationship.id, receiver: receiver.id }, hard, true)
    const foreseen = (yield* Random.withSeed(Preview.of(receiver, relationship, 20), "7")).slice(1)
    assert.deepStrictEqual(
      yield* Random.withSeed(Preview.of(receiver, relationship, 20), "7"),
      yield* Random.withSeed(Preview.of(receiver, relationship, 20), "7")
    )
    const came = yield* Random.withSeed(
      Effect.gen(function*() {
        // the roll of the day whose hour is over
        yield* Random.next
        for (const { hour } of foreseen) {
          yield* TestClock.setTime(DateTime.toEpochMillis(hour.at))
          assert.strictEqual(yield* Story.deliver(relationship, receiver), "sent")
        }
        const deliveries = yield* DeliveryStore
        const list = yield* deliveries.list({ relationship: relationship.id, receiver: receiver.id }, Option.none(), 50)
        return list.items.toReversed().map(({ affirmation }) => affirmation)
      }),
      "7"
    )
    assert.deepStrictEqual(foreseen.map(({ affirmation }) => Option.getOrThrow(affirmation).id), came)
    assert.isAbove(new Set(came).size, 6)
    const on = (date: LocalDate) => foreseen.find(({ hour }) => hour.date === date)?.affirmation
    assert.strictEqual(on(date)?.pipe(Option.getOrUndefined)?.id, surprise!.id)
  }).pipe(Effect.provide(Memory.layer)))

it.effect("a preview follows the clocks, and says why nothing comes", () =>
  Effect.gen(function*() {
    const { ada: receiver, relationship } = yield* ada(1)
    yield* to("2027-03-27T07:30:00Z")
    yield* Story.deliver(relationship, receiver)
    assert.deepStrictEqual((yield* Preview.of(receiver, relationship, 3)).map(told), [
      ["2027-03-27", "08:00", "2027-03-27T07:00:00.000Z", "already"],
      ["2027-03-28", "08:00", "2027-03-28T06:00:00.000Z", "comes"],
      ["2027-03-29", "08:00", "2027-03-29T06:00:00.000Z", "comes"]
    ])
    yield* Schedule.move(receiver, relationship, Zone.make("America/New_York"))
    yield* to("2027-03-28T06:30:00Z")
    assert.deepStrictEqual((yield* Preview.of(receiver, relationship, 2)).map(told), [
      ["2027-03-28", "08:00", "2027-03-28T12:00:00.000Z", "comes"],
      ["2027-03-29", "08:00", "2027-03-29T12:00:00.000Z", "comes"]
    ])
    const nothing = yield* ada(0)
    yield* to("2027-03-29T06:30:00Z")
    assert.deepStrictEqual(
      (yield* Preview.of(nothing.ada, nothing.relationship, 2)).map(told).map((row) => row.at(-1)),
      [
        "passed",
        "empty"
      ]
    )
  }).pipe(Effect.provide(Memory.layer)))

it.effect("the odds are those of the next hour, and of all that can come", () =>
  Effect.gen(function*() {
    const { ada: receiver, relationship } = yield* ada(5)
    const { at, date, odds } = yield* Preview.odds(receiver, relationship)
    assert.deepStrictEqual([date, DateTime.formatIso(at)], ["2027-03-27", "2027-03-27T07:00:00.000Z"])
    assert.strictEqual(odds.length, 5)
    for (const { probability } of odds) assert.closeTo(probability, 1 / 5, 1e-9)
    yield* to("2027-03-27T07:00:00Z")
    yield* Story.deliver(relationship, receiver)
    assert.strictEqual((yield* Preview.odds(receiver, relationship)).date, "2027-03-28")
  }).pipe(Effect.provide(Memory.layer)))

it.effect("a delivery is found by its id, whoever got it and however long ago", () =>
  Effect.gen(function*() {
    const { ada: receiver, relationship } = yield* ada(3)
    yield* to("2027-03-27T07:00:00Z")
    yield* Story.deliver(relationship, receiver)
    const delivery = yield* Archive.findAt(receiver.id, LocalDate.make("2027-03-27"))
    yield* to("2029-03-27T07:00:00Z")
    for (let n = 0; n < 120; n++) yield* Story.couple(`A${n}`, `B${n}`)
    yield* Story.deliver(relationship, receiver)
    const looked: Array<number> = []
    const look = (couples: number) => Effect.sync(() => void looked.push(couples))
    assert.deepStrictEqual(yield* Archive.find(delivery.id, look), delivery)
    const mailbox = { relationship: relationship.id, receiver: receiver.id }
    assert.deepStrictEqual(yield* Archive.findIn(mailbox, delivery.id), delivery)
    const unknown = DeliveryId.make(`${delivery.id.slice(0, -1)}${delivery.id.endsWith("0") ? "1" : "0"}`)
    for (const search of [Archive.find(unknown, look), Archive.findIn(mailbox, unknown)]) {
      assert.strictEqual((yield* Effect.flip(search))._tag, "DeliveryNotFound")
    }
    assert.strictEqual(looked.at(-1), 121)
  }).pipe(Effect.provide(Memory.layer)))
