import { assert, layer as withLayer } from "@effect/vitest"
import { DateTime, Effect, type Layer, Option, Result } from "effect"
import { AffirmationSchedule } from "../../src/affirmations/AffirmationSchedule.ts"
import * as DailyJob from "../../src/affirmations/DailyJob.ts"
import { DayStore } from "../../src/affirmations/DayStore.ts"
import { DeliveryStore } from "../../src/affirmations/DeliveryStore.ts"
import * as DueJob from "../../src/affirmations/DueJob.ts"
import * as Pipeline from "../../src/affirmations/Pipeline.ts"
import { breakfast } from "../../src/affirmations/Slot.ts"
import { LocalDate, plus } from "../../src/LocalDate.ts"
import { NotificationStore } from "../../src/notifications/NotificationStore.ts"
import { utc } from "../../src/Zone.ts"
import * as Story from "../Story.ts"
import { end } from "./Couples.ts"
import type { System } from "./Pipeline.ts"
import { asOf, taken } from "./Ticks.ts"

const at = (date: LocalDate, time: string) => DateTime.makeUnsafe(`${date}T${time}:00Z`)

/** A couple of whom the second gets something at eight from a date on; the tick got as far as seven o'clock of that day. */
const couple = Effect.fnUntraced(function*(from: string) {
  const schedule = yield* AffirmationSchedule
  const { first, relationship, second } = yield* Story.couple("Ada", "Ben")
  yield* Story.write(relationship, first, "one", "two", "three")
  const date = LocalDate.make(from)
  const mailbox = { relationship: relationship.id, receiver: second.id }
  yield* schedule.set({ ...mailbox, zone: utc, time: breakfast, from: date })
  yield* schedule.advance(at(date, "07:00"))
  return { date, mailbox }
})

/** What the queues hold, worked off by as many workers at once, of which each does all of it. */
const workOff = Effect.fnUntraced(function*(workers = 1) {
  const parts = (yield* taken("due")).map((body) => Result.getOrThrow(DueJob.decode(body)))
  const all = Array.from({ length: workers }, (_, n) => n)
  yield* Effect.forEach(all, () => Effect.forEach(parts, (part) => Pipeline.enqueuePart(part, Option.none())), {
    concurrency: "unbounded"
  })
  const jobs = (yield* taken("affirmations")).map((body) => Result.getOrThrow(DailyJob.decode(body)))
  return yield* Effect.forEach(all, () => Pipeline.deliver(jobs), { concurrency: "unbounded" })
})

const tick = Effect.andThen(Pipeline.enqueueDue(), workOff())

interface Couple {
  readonly mailbox: {
    readonly relationship: DailyJob.DailyJob["relationship"]
    readonly receiver: DailyJob.DailyJob["receiver"]
  }
}

/** The dates of what came, the last first, and how many records are in the inbox. */
const came = Effect.fnUntraced(function*({ mailbox }: Couple) {
  const deliveries = yield* DeliveryStore
  const notifications = yield* NotificationStore
  const { items } = yield* deliveries.list(mailbox, Option.none(), 100)
  const records = (yield* notifications.list(mailbox.receiver, Option.none(), 100)).items
  assert.deepStrictEqual(records.map(({ source }) => source).toSorted(), items.map(({ id }) => id).toSorted())
  return items.map(({ date }) => date)
})

/**
 * What becomes of days while nobody ticks, too many do, or clocks are wrong: a part of what the pipeline is asked.
 */
export const suite = <E>(name: string, layer: Layer.Layer<System, E>) =>
  withLayer(layer, { excludeTestServices: true, timeout: "4 minutes" })(`the pipeline, away (${name})`, (it) => {
    it.effect(
      "a tick that was away for three hours makes up for them, once and on the same date",
      () =>
        Effect.gen(function*() {
          const one = yield* couple("2001-04-02")
          yield* asOf(at(one.date, "10:00"))(tick)
          assert.deepStrictEqual(yield* came(one), [one.date])
          yield* asOf(at(one.date, "10:01"))(tick)
          assert.deepStrictEqual(yield* came(one), [one.date])
          yield* end(one.mailbox.relationship)
        }),
      60_000
    )

    it.effect("days that passed while nothing ran bring nothing, and say so", () =>
      Effect.gen(function*() {
        const days = yield* DayStore
        const one = yield* couple("2001-04-10")
        const [first, second, third, fourth] = [0, 1, 2, 3].map((n) => plus(one.date, n))
        yield* asOf(at(first!, "08:00"))(tick)
        yield* asOf(at(fourth!, "09:00"))(tick)
        yield* asOf(at(fourth!, "09:01"))(tick)
        assert.deepStrictEqual(yield* came(one), [fourth!, first!])
        assert.deepStrictEqual(yield* days.between(one.mailbox, first!, fourth!), [
          { date: third!, hard: false, missed: "late" },
          { date: second!, hard: false, missed: "late" }
        ])
        yield* end(one.mailbox.relationship)
      }))

    it.effect("many ticks at once, worked off by many at once, give everybody one", () =>
      Effect.gen(function*() {
        const couples = yield* Effect.forEach([1, 2, 3], () => couple("2001-04-20"))
        const eight = asOf(at(couples[0]!.date, "08:00"))
        yield* Effect.forEach([1, 2, 3, 4, 5], () => eight(Pipeline.enqueueDue()), { concurrency: "unbounded" })
        yield* eight(workOff(4))
        for (const one of couples) {
          assert.deepStrictEqual(yield* came(one), [one.date])
          yield* end(one.mailbox.relationship)
        }
      }))

    it.effect("a clock that goes two hours on and back again leaves one for every date", () =>
      Effect.gen(function*() {
        const schedule = yield* AffirmationSchedule
        const one = yield* couple("2001-04-30")
        for (const date of [one.date, plus(one.date, 1)]) {
          for (const time of ["07:01", "09:02", "07:02", "08:00", "09:01", "09:02", "09:03"]) {
            const before = Option.getOrThrow(yield* schedule.progress)
            yield* asOf(at(date, time))(tick)
            assert.isTrue(DateTime.isGreaterThanOrEqualTo(Option.getOrThrow(yield* schedule.progress), before))
          }
        }
        assert.deepStrictEqual(yield* came(one), [plus(one.date, 1), one.date])
        yield* end(one.mailbox.relationship)
      }))
  })
