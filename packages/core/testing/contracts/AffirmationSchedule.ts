import { assert, layer as withLayer } from "@effect/vitest"
import { Effect, type Layer, Option, Result, Schema } from "effect"
import { AffirmationSchedule, type DueReceiver, on } from "../../src/affirmations/AffirmationSchedule.ts"
import type { DueSlot } from "../../src/affirmations/Due.ts"
import * as DueJob from "../../src/affirmations/DueJob.ts"
import type { DuePart } from "../../src/affirmations/DuePart.ts"
import { type ReceiverSlot, type Slot, WallTime } from "../../src/affirmations/Slot.ts"
import { plus } from "../../src/LocalDate.ts"
import type { InviteStore } from "../../src/relationships/InviteStore.ts"
import type { Relationship } from "../../src/relationships/Relationship.ts"
import type { RelationshipStore } from "../../src/relationships/RelationshipStore.ts"
import { all, Zone } from "../../src/Zone.ts"
import { at, couple, end, freshUser, relationshipOf, today, twenty } from "./Couples.ts"

const slots: ReadonlyArray<Slot> = ["Europe/Berlin", "Pacific/Kiritimati"].flatMap((zone) =>
  ["08:00", "21:45"].map((time) => ({ zone: Zone.make(zone), time: WallTime.make(time) }))
)
const dates = [0, 1, 2, 3, 4].map((days) => plus(today, days))

const slotFrom = (relationship: Relationship, slot: Slot, days: number): ReceiverSlot => ({
  receiver: relationship.second,
  relationship: relationship.id,
  zone: slot.zone,
  time: slot.time,
  from: plus(today, days)
})

const dueOn = (slot: Slot, days = 0): DueSlot => ({ ...slot, date: plus(today, days), at: at() })

/** A queue would carry it to whoever works it off. */
const carried = (part: DuePart, after: Option.Option<string>) => {
  const body = DueJob.encode({ part, after })
  assert.isBelow(JSON.stringify(body).length, 200_000)
  return Result.getOrThrow(DueJob.decode(body))
}

/** Everybody of a part, read in pages of `limit`. */
const dueOf = Effect.fnUntraced(function*(part: DuePart, limit: number) {
  const schedule = yield* AffirmationSchedule
  const due: Array<DueReceiver> = []
  let after = Option.none<string>()
  do {
    const job = carried(part, after)
    const page = yield* schedule.due(job.part, job.after, limit)
    assert.isAtMost(page.items.length, limit)
    due.push(...page.items)
    after = page.next
  } while (Option.isSome(after))
  return due
})

/** Everybody due in these slots, in the order of slots and receivers; `slot` is one of those that were asked for. */
const allDue = Effect.fnUntraced(function*(asked: ReadonlyArray<DueSlot>, limit: number) {
  const schedule = yield* AffirmationSchedule
  const parts = yield* schedule.parts(asked)
  const due = yield* Effect.forEach(parts, (part) =>
    Effect.map(dueOf(part, limit), (found) => {
      const places = part.slots.map((slot) =>
        asked.findIndex(({ date, time, zone }) => date === slot.date && time === slot.time && zone === slot.zone)
      )
      return found.map((one) => ({ ...one, slot: places[one.slot]! }))
    }), { concurrency: 16 })
  return due.flat().toSorted((a, b) => a.slot - b.slot || (a.receiver < b.receiver ? -1 : 1))
})

/** A slot that no other test of the suite uses. */
let rare = 0
const rareSlot = (): Slot => ({
  zone: Zone.make("Pacific/Chatham"),
  time: WallTime.make(`${String(10 + rare++ % 10)}:15`)
})

/** What every AffirmationSchedule must do. Each adapter runs it against its own layer. */
export const suite = <E>(
  name: string,
  layer: Layer.Layer<AffirmationSchedule | InviteStore | RelationshipStore, E>
) =>
  withLayer(layer, { timeout: "4 minutes", excludeTestServices: true })(`AffirmationSchedule (${name})`, (it) => {
    it.effect("progress is absent at first and then only ever goes forward", () =>
      Effect.gen(function*() {
        const schedule = yield* AffirmationSchedule
        assert.deepStrictEqual(yield* schedule.progress, Option.none())
        yield* schedule.advance(at(5))
        yield* schedule.advance(at(3))
        assert.deepStrictEqual(yield* schedule.progress, Option.some(at(5)))
        yield* twenty((n) => schedule.advance(at(10 + n * 7 % 20)))
        assert.deepStrictEqual(yield* schedule.progress, Option.some(at(29)))
      }))

    it.effect("whoever chose nothing has no slot", () =>
      Effect.gen(function*() {
        const schedule = yield* AffirmationSchedule
        assert.deepStrictEqual(yield* schedule.of(freshUser()), [])
      }))

    const changes = Schema.Array(Schema.Struct({
      days: Schema.Literals([0, 1, 2, 3]),
      slot: Schema.Literals([0, 1, 2])
    })).check(Schema.isMaxLength(6))
    it.effect.prop(
      "a new slot holds from its date on, the day before keeps its own, and due is who has that slot that day",
      [changes],
      ([changes]) =>
        Effect.gen(function*() {
          const schedule = yield* AffirmationSchedule
          const relationship = yield* couple()
          const receiver = relationship.second
          for (const { days, slot } of changes) {
            const before = yield* schedule.of(receiver)
            const set = slotFrom(relationship, slots[slot]!, days)
            yield* schedule.set(set)
            const after = yield* schedule.of(receiver)
            assert.isAtMost(after.length, 2)
            const dayBefore = plus(set.from, -1)
            assert.deepStrictEqual(on(after, dayBefore), on(before, dayBefore))
            for (const date of dates.slice(days)) assert.deepStrictEqual(on(after, date), set)
          }
          const holds = yield* schedule.of(receiver)
          const asked = slots.slice(0, 3).flatMap((slot) => dates.map((_, days) => dueOn(slot, days)))
          const due = (yield* allDue(asked, 500)).filter((one) => one.receiver === receiver)
          const expected = asked.flatMap(({ date, time, zone }, slot) => {
            const now = on(holds, date)
            return now?.zone === zone && now.time === time ? [{ receiver, relationship: relationship.id, slot }] : []
          })
          assert.deepStrictEqual(due, expected)
        }),
      { arbitrary: { runs: 15 } }
    )

    it.effect("twenty changes at once leave one of them", () =>
      Effect.gen(function*() {
        const schedule = yield* AffirmationSchedule
        const relationship = yield* couple()
        yield* schedule.set(slotFrom(relationship, slots[0]!, 0))
        yield* twenty((n) => schedule.set(slotFrom(relationship, slots[n % 4]!, 1)))
        const [first, second, ...rest] = yield* schedule.of(relationship.second)
        assert.deepStrictEqual(first, slotFrom(relationship, slots[0]!, 0))
        assert.strictEqual(second?.from, plus(today, 1))
        assert.deepStrictEqual(rest, [])
      }))

    it.effect("twenty changes at once for different days leave two at most, of which one holds on each date", () =>
      Effect.gen(function*() {
        const schedule = yield* AffirmationSchedule
        const [now, later] = [rareSlot(), rareSlot()]
        for (const _ of [1, 2, 3]) {
          const relationship = yield* couple()
          const receiver = relationship.second
          yield* schedule.set(slotFrom(relationship, now, 0))
          yield* twenty((n) => schedule.set(slotFrom(relationship, later, 1 + n % 4)))
          const left = yield* schedule.of(receiver)
          assert.isAtMost(left.length, 2)
          const asked = [now, later].flatMap((slot) => dates.map((_, days) => dueOn(slot, days)))
          const due = (yield* allDue(asked, 500)).filter((one) => one.receiver === receiver)
          assert.deepStrictEqual(
            due.map(({ slot }) => `${asked[slot]!.date} ${asked[slot]!.time}`).toSorted(),
            dates.flatMap((date) => {
              const held = on(left, date)
              return held === undefined ? [] : [`${date} ${held.time}`]
            })
          )
        }
      }))

    it.effect("those due are read part by part and page by page, nobody twice and nobody left out", () =>
      Effect.gen(function*() {
        const schedule = yield* AffirmationSchedule
        const [one, two, none] = [rareSlot(), rareSlot(), rareSlot()]
        const couples = yield* Effect.forEach(Array.from({ length: 7 }, (_, n) => n), () => couple())
        yield* Effect.forEach(couples, (relationship, n) => schedule.set(slotFrom(relationship, n < 4 ? two : one, 0)))
        const expected = [
          ...couples.slice(4).map(({ id, second }) => ({ receiver: second, relationship: id, slot: 1 })),
          ...couples.slice(0, 4).map(({ id, second }) => ({ receiver: second, relationship: id, slot: 2 }))
        ]
        const asked = [none, one, two].map((slot) => dueOn(slot))
        for (const limit of [1, 2, 3, 4, 7, 100]) {
          assert.deepStrictEqual(yield* allDue(asked, limit), expected)
        }
        const apart = yield* Effect.forEach(yield* schedule.parts(asked), (part) => dueOf(part, 2), {
          concurrency: "unbounded"
        })
        assert.strictEqual(apart.flat().length, expected.length)
        assert.deepStrictEqual(yield* allDue([], 10), [])
        assert.deepStrictEqual(yield* allDue([dueOn(one, -1), dueOn(two, -1)], 10), [])
      }))

    it.effect("however much a tick has to make up for, a part fits into a message and no slot is lost", () =>
      Effect.gen(function*() {
        const schedule = yield* AffirmationSchedule
        const slot = rareSlot()
        const relationship = yield* couple()
        yield* schedule.set(slotFrom(relationship, slot, 0))
        // 4000 slots, as of a day without a tick
        const zones = all.slice(0, 40)
        const quarters = ["00", "15", "30", "45"].flatMap((minute) =>
          Array.from({ length: 24 }, (_, hour) => WallTime.make(`${String(hour).padStart(2, "0")}:${minute}`))
        )
        const asked = zones.flatMap((zone) => quarters.map((time) => dueOn({ zone, time })))
          .filter(({ zone }) => zone !== slot.zone)
        asked.splice(2500, 0, dueOn(slot))
        assert.deepStrictEqual(yield* allDue(asked, 500), [
          { receiver: relationship.second, relationship: relationship.id, slot: 2500 }
        ])
      }))

    it.effect("nobody is due in a relationship that is ending, and nobody gets a slot in one that is not theirs", () =>
      Effect.gen(function*() {
        const schedule = yield* AffirmationSchedule
        const slot = rareSlot()
        const relationship = yield* couple()
        yield* schedule.set(slotFrom(relationship, slot, 0))
        const foreign = relationshipOf(relationship.first, freshUser())
        yield* schedule.set(slotFrom(foreign, slot, 0))
        assert.deepStrictEqual(yield* schedule.of(foreign.second), [])
        assert.strictEqual((yield* allDue([dueOn(slot)], 10)).length, 1)
        yield* end(relationship.id)
        assert.deepStrictEqual(yield* allDue([dueOn(slot)], 10), [])
      }))
  })
