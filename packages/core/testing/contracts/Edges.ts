import { assert, layer as withLayer } from "@effect/vitest"
import { DateTime, Effect, type Layer, Option } from "effect"
import { AffirmationSchedule } from "../../src/affirmations/AffirmationSchedule.ts"
import { AffirmationStore } from "../../src/affirmations/AffirmationStore.ts"
import type { DailyJob } from "../../src/affirmations/DailyJob.ts"
import { DayStore } from "../../src/affirmations/DayStore.ts"
import { DeliveryStore } from "../../src/affirmations/DeliveryStore.ts"
import * as Pipeline from "../../src/affirmations/Pipeline.ts"
import { WallTime } from "../../src/affirmations/Slot.ts"
import { LocalDate, plus } from "../../src/LocalDate.ts"
import { NotificationStore } from "../../src/notifications/NotificationStore.ts"
import { StoreUnavailable } from "../../src/StoreUnavailable.ts"
import { utc } from "../../src/Zone.ts"
import * as Story from "../Story.ts"
import type { System } from "./Pipeline.ts"
import { asOf } from "./Ticks.ts"

const at = (date: LocalDate, time: string) => DateTime.makeUnsafe(`${date}T${time}Z`)

/** A couple of whom the first wrote these texts, and what comes to the second at a quarter past midnight. */
const couple = Effect.fnUntraced(function*(...texts: ReadonlyArray<string>) {
  const schedule = yield* AffirmationSchedule
  const { first, relationship, second } = yield* Story.couple("Ada", "Ben")
  const date = LocalDate.make("2001-03-01")
  const slot = { receiver: second.id, relationship: relationship.id, zone: utc, time: WallTime.make("00:15") }
  yield* schedule.set({ ...slot, from: date })
  const written = yield* Story.write(relationship, first, ...texts)
  const job: DailyJob = { ...slot, date }
  return { job, relationship, written, mailbox: { relationship: relationship.id, receiver: second.id } }
})

/** What is kept of a job's day, and how many records are in the inbox. */
const came = Effect.fnUntraced(function*(job: DailyJob) {
  const deliveries = yield* DeliveryStore
  const notifications = yield* NotificationStore
  const [given] = yield* deliveries.onDays([job])
  const { items } = yield* notifications.list(job.receiver, Option.none(), 10)
  return { given: Option.getOrUndefined(given!), records: items.length }
})

/** Whoever delivers gets as far as the mark, which the store does not take. */
const withoutMark = <A, E, R>(effect: Effect.Effect<A, E, R>) =>
  Effect.flatMap(DeliveryStore, (store) =>
    Effect.provideService(effect, DeliveryStore, {
      ...store,
      markSent: () => Effect.fail(new StoreUnavailable({ operation: "markSent", cause: "down" }))
    }))

/** Something that happens between the draw and the decision. */
const afterDraw = <E, R>(happens: Effect.Effect<unknown, E, R>) => <A, E1, R1>(effect: Effect.Effect<A, E1, R1>) =>
  Effect.gen(function*() {
    const store = yield* AffirmationStore
    const context = yield* Effect.context<R>()
    const then = Effect.orDie(Effect.provideContext(happens, context))
    return yield* Effect.provideService(effect, AffirmationStore, {
      ...store,
      pools: (shelves) => Effect.tap(store.pools(shelves), () => then)
    })
  })

/** What the life of an affirmation is at its edges, on every backend: a part of what the pipeline is asked. */
export const suite = <E>(name: string, layer: Layer.Layer<System, E>) =>
  withLayer(layer, { excludeTestServices: true, timeout: "4 minutes" })(`the pipeline, edges (${name})`, (it) => {
    it.effect("what was decided in time and waited since says how late it comes", () =>
      Effect.gen(function*() {
        const { job } = yield* couple("one", "two")
        const error = yield* Effect.flip(withoutMark(asOf(at(job.date, "00:15:00"))(Pipeline.deliver([job]))))
        assert.strictEqual(error._tag, "StoreUnavailable")
        const { given: decided } = yield* came(job)
        assert.strictEqual(decided?.reason.late, undefined)
        assert.deepStrictEqual(yield* asOf(at(job.date, "08:15:00"))(Pipeline.deliver([job])), ["sent"])
        const { given, records } = yield* came(job)
        assert.deepStrictEqual(given?.reason, { ...decided!.reason, late: 480 })
        assert.strictEqual(given?.text, decided?.text)
        assert.strictEqual(records, 1)
        // what is sent stays as it was sent
        assert.deepStrictEqual(yield* asOf(at(job.date, "12:00:00"))(Pipeline.deliver([job])), ["already"])
        assert.deepStrictEqual((yield* came(job)).given, given)
      }))

    it.effect("what was decided in time and waited until the next is near, or over its day, does not come any more", () =>
      Effect.gen(function*() {
        const days = yield* DayStore
        const { job, mailbox } = yield* couple("one", "two", "three")
        const tomorrow = { ...job, date: plus(job.date, 1) }
        for (const one of [job, tomorrow]) {
          yield* Effect.ignore(withoutMark(asOf(at(one.date, "00:15:00"))(Pipeline.deliver([one]))))
          assert.isDefined((yield* came(one)).given)
        }
        assert.deepStrictEqual(yield* asOf(at(job.date, "19:00:00"))(Pipeline.deliver([job])), ["skipped"])
        assert.deepStrictEqual(yield* asOf(at(plus(job.date, 2), "01:00:00"))(Pipeline.deliver([tomorrow])), ["over"])
        for (const one of [job, tomorrow]) assert.deepStrictEqual((yield* came(one)).given?.sentAt, Option.none())
        assert.deepStrictEqual(yield* days.between(mailbox, job.date, tomorrow.date), [
          { date: tomorrow.date, hard: false, missed: "late" },
          { date: job.date, hard: false, missed: "late" }
        ])
      }))

    it.effect("by hand it comes all the same, and is not late", () =>
      Effect.gen(function*() {
        const { job } = yield* couple("one", "two")
        yield* Effect.ignore(withoutMark(asOf(at(job.date, "00:15:00"))(Pipeline.deliver([job]))))
        const { time: _, ...byHand } = job
        assert.deepStrictEqual(
          yield* asOf(at(job.date, "19:00:00"))(Pipeline.deliver([byHand, job])),
          ["sent", "sent"]
        )
        const { given, records } = yield* came(job)
        assert.deepStrictEqual([given?.reason.late, records], [undefined, 1])
      }))

    it.effect("a text that is deleted after it was drawn does not come, another one does at the next try", () =>
      Effect.gen(function*() {
        const store = yield* AffirmationStore
        const { job, written } = yield* couple("one", "two")
        const [kept, deleted] = written
        const now = asOf(at(job.date, "00:15:00"))
        // only one of them can be drawn, and it is gone by the time of the decision
        yield* store.edit(kept!, kept!.id, { paused: true })
        assert.deepStrictEqual(
          yield* now(Pipeline.deliver([job])).pipe(afterDraw(store.remove(deleted!, deleted!.id))),
          ["changed"]
        )
        assert.deepStrictEqual(yield* came(job), { given: undefined, records: 0 })
        yield* store.edit(kept!, kept!.id, { paused: false })
        assert.deepStrictEqual(yield* now(Pipeline.deliver([job])), ["sent"])
        assert.strictEqual((yield* came(job)).given?.text, "one")
      }))

    it.effect("a text that is paused after it was drawn, or deleted after it was decided, comes", () =>
      Effect.gen(function*() {
        const store = yield* AffirmationStore
        const { job, written: [one] } = yield* couple("one")
        const now = asOf(at(job.date, "00:15:00"))
        const pause = store.edit(one!, one!.id, { paused: true })
        assert.deepStrictEqual(yield* now(Pipeline.deliver([job])).pipe(afterDraw(pause)), ["sent"])
        const tomorrow = { ...job, date: plus(job.date, 1) }
        const then = asOf(at(tomorrow.date, "00:15:00"))
        yield* store.edit(one!, one!.id, { paused: false })
        yield* Effect.ignore(withoutMark(then(Pipeline.deliver([tomorrow]))))
        yield* store.remove(one!, one!.id)
        assert.deepStrictEqual(yield* then(Pipeline.deliver([tomorrow])), ["sent"])
        assert.strictEqual((yield* came(tomorrow)).given?.text, "one")
      }))

    it.effect("a pool of one brings it every day; where all are paused it says that there are no words", () =>
      Effect.gen(function*() {
        const days = yield* DayStore
        const store = yield* AffirmationStore
        const { job, mailbox, written: [only] } = yield* couple("only")
        const dates = [0, 1, 2].map((days) => plus(job.date, days))
        for (const date of dates.slice(0, 2)) {
          const one = { ...job, date }
          assert.deepStrictEqual(yield* asOf(at(date, "00:15:00"))(Pipeline.deliver([one])), ["sent"])
          const { given } = yield* came(one)
          assert.deepStrictEqual([given?.text, given?.reason.outOf, given?.reason.probability], ["only", 1, 1])
        }
        yield* store.edit(only!, only!.id, { paused: true })
        const last = { ...job, date: dates[2]! }
        assert.deepStrictEqual(yield* asOf(at(last.date, "00:15:00"))(Pipeline.deliver([last])), ["empty"])
        assert.deepStrictEqual(yield* days.between(mailbox, dates[0]!, last.date), [{
          date: last.date,
          hard: false,
          missed: "empty"
        }])
      }))
  })
