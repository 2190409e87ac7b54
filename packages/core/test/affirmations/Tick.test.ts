import { assert, it } from "@effect/vitest"
import { DateTime, Effect, Fiber, Option, Result } from "effect"
import { TestClock } from "effect/testing"
import { AffirmationSchedule, type DueReceiver } from "../../src/affirmations/AffirmationSchedule.ts"
import * as DailyJob from "../../src/affirmations/DailyJob.ts"
import { DeliveryStore } from "../../src/affirmations/DeliveryStore.ts"
import * as DueJob from "../../src/affirmations/DueJob.ts"
import * as Pipeline from "../../src/affirmations/Pipeline.ts"
import * as Schedule from "../../src/affirmations/Schedule.ts"
import { WallTime } from "../../src/affirmations/Slot.ts"
import { LocalDate, plus } from "../../src/LocalDate.ts"
import type { Page } from "../../src/Page.ts"
import { JobQueue } from "../../src/queue/JobQueue.ts"
import { StoreUnavailable } from "../../src/StoreUnavailable.ts"
import { Zone } from "../../src/Zone.ts"
import { Memory, Story } from "../../testing/memory/index.ts"

const to = (instant: string) => TestClock.setTime(DateTime.toEpochMillis(DateTime.makeUnsafe(instant)))

/** The parts in the queue, taken off. */
const parts = Effect.gen(function*() {
  const queue = yield* JobQueue
  const received = yield* queue.receive("due", { max: 500, visibility: "1 minute", wait: "0 seconds" })
  yield* queue.ack("due", received)
  return received.map(({ body }) => Result.getOrThrow(DueJob.decode(body)))
})

/** What the parts in the queue are, taken off and done. */
const queued = Effect.gen(function*() {
  const queue = yield* JobQueue
  for (const part of yield* parts) yield* Pipeline.enqueuePart(part, Option.none())
  const received = yield* queue.receive("affirmations", { max: 500, visibility: "1 minute", wait: "0 seconds" })
  yield* queue.ack("affirmations", received)
  return received.flatMap(({ body }) => {
    const job = DailyJob.decode(body)
    return job._tag === "Success" ? [job.success] : []
  })
})

/** A couple in Berlin, paired on the evening of the 24th; their hour is 08:00, which is 07:00 UTC. */
const berliners = Effect.gen(function*() {
  yield* to("2026-11-24T20:00:00Z")
  const [ada, ben] = yield* Effect.all([Story.person("Ada", "Europe/Berlin"), Story.person("Ben", "Europe/Berlin")])
  const relationship = yield* Story.pair(ada, ben)
  yield* Pipeline.enqueueDue()
  return { ada, ben, relationship }
})

it.effect("the tick queues both of a couple when their hour comes, and not again", () =>
  Effect.gen(function*() {
    const { ada, ben } = yield* berliners
    yield* to("2026-11-25T06:59:59Z")
    yield* Pipeline.enqueueDue()
    assert.deepStrictEqual(yield* queued, [])
    yield* to("2026-11-25T07:00:00Z")
    assert.strictEqual(yield* Pipeline.enqueueDue(), 1)
    assert.strictEqual(yield* Pipeline.enqueueDue(), 0)
    const jobs = yield* queued
    assert.deepStrictEqual(jobs.map(({ receiver }) => receiver).toSorted(), [ada.id, ben.id].toSorted())
    assert.deepStrictEqual([...new Set(jobs.map(({ date, zone }) => `${date} ${zone}`))], ["2026-11-25 Europe/Berlin"])
  }).pipe(Effect.provide(Memory.layer)))

it.effect("a tick that was away queues today and the days that are over", () =>
  Effect.gen(function*() {
    yield* berliners
    yield* to("2026-11-26T12:00:00Z")
    yield* Pipeline.enqueueDue()
    const dates = (yield* queued).map(({ date }) => date).toSorted()
    assert.deepStrictEqual(
      dates,
      ["2026-11-25", "2026-11-25", "2026-11-26", "2026-11-26"].map((day) => LocalDate.make(day))
    )
  }).pipe(Effect.provide(Memory.layer)))

it.effect("the very first tick owes nothing to anybody", () =>
  Effect.gen(function*() {
    yield* to("2026-11-25T12:00:00Z")
    assert.strictEqual(yield* Pipeline.enqueueDue(), 0)
    const schedule = yield* AffirmationSchedule
    assert.isTrue(Option.isSome(yield* schedule.progress))
  }).pipe(Effect.provide(Memory.layer)))

it.effect("a later hour chosen before today's came holds today; an hour that is past holds from tomorrow", () =>
  Effect.gen(function*() {
    const { ben, relationship } = yield* berliners
    yield* to("2026-11-25T06:00:00Z")
    yield* Schedule.choose(ben, relationship, WallTime.make("09:15"))
    yield* to("2026-11-25T08:15:00Z")
    yield* Pipeline.enqueueDue()
    const jobs = yield* queued
    assert.strictEqual(jobs.filter(({ receiver }) => receiver === ben.id).length, 1)
    yield* Schedule.choose(ben, relationship, WallTime.make("07:00"))
    assert.strictEqual((yield* Schedule.of(ben)).next?.from, "2026-11-26")
  }).pipe(Effect.provide(Memory.layer)))

it.effect("an hour that comes within a minute holds from tomorrow, and today keeps the one it has", () =>
  Effect.gen(function*() {
    const { ben, relationship } = yield* berliners
    const mine = Effect.map(
      queued,
      (jobs) => jobs.filter(({ receiver }) => receiver === ben.id).map(({ time }) => time)
    )
    yield* to("2026-11-25T06:44:30Z")
    yield* Schedule.choose(ben, relationship, WallTime.make("07:45"))
    assert.strictEqual((yield* Schedule.of(ben)).next?.from, "2026-11-26")
    yield* to("2026-11-25T07:00:00Z")
    yield* Pipeline.enqueueDue()
    assert.deepStrictEqual(yield* mine, [WallTime.make("08:00")])
    yield* to("2026-11-26T07:00:00Z")
    yield* Pipeline.enqueueDue()
    assert.deepStrictEqual(yield* mine, [WallTime.make("07:45")])
    yield* to("2026-11-27T06:43:59Z")
    yield* Schedule.choose(ben, relationship, WallTime.make("08:15"))
    assert.strictEqual((yield* Schedule.of(ben)).slot.time, "08:15")
  }).pipe(Effect.provide(Memory.layer)))

it.effect("somebody who travels gets exactly one on every local date", () =>
  Effect.gen(function*() {
    const { ada, ben, relationship } = yield* berliners
    const deliveries = yield* DeliveryStore
    yield* Story.write(relationship, ada, "one", "two", "three", "four")
    const start = DateTime.makeUnsafe("2026-11-24T20:00:00Z")
    // two journeys, one to the east over the date line and one back to the west
    const journeys = new Map([[40, "Pacific/Auckland"], [100, "America/Los_Angeles"]])
    for (let hour = 0; hour < 24 * 8; hour++) {
      yield* TestClock.setTime(DateTime.toEpochMillis(DateTime.add(start, { hours: hour })))
      const zone = journeys.get(hour)
      if (zone !== undefined) yield* Schedule.move(ben, relationship, Zone.make(zone))
      yield* Pipeline.enqueueDue()
      yield* Pipeline.deliver((yield* queued).filter(({ receiver }) => receiver === ben.id))
    }
    const mailbox = { relationship: relationship.id, receiver: ben.id }
    const dates = (yield* deliveries.list(mailbox, Option.none(), 100)).items.map(({ date }) => date).toReversed()
    const expected = dates.map((_, days) => plus(LocalDate.make("2026-11-25"), days))
    assert.deepStrictEqual(dates, expected)
    assert.isAtLeast(dates.length, 6)
  }).pipe(Effect.provide(Memory.layer)))

it.effect("a tick that cannot queue its parts has not got further, and the next one makes up for it", () =>
  Effect.gen(function*() {
    yield* berliners
    const schedule = yield* AffirmationSchedule
    const before = yield* schedule.progress
    yield* to("2026-11-25T07:00:00Z")
    const down = JobQueue.of({
      ...(yield* JobQueue),
      send: () => Effect.fail(new StoreUnavailable({ operation: "send", cause: "down" }))
    })
    assert.strictEqual(
      (yield* Effect.flip(Effect.provideService(Pipeline.enqueueDue(), JobQueue, down)))._tag,
      "StoreUnavailable"
    )
    assert.deepStrictEqual(yield* schedule.progress, before)
    yield* Pipeline.enqueueDue()
    assert.strictEqual((yield* queued).length, 2)
  }).pipe(Effect.provide(Memory.layer)))

it.effect("a worker without time left queues the rest of its part again, and none of it is lost", () =>
  Effect.gen(function*() {
    const { relationship } = yield* berliners
    const zone = Zone.make("Europe/Berlin")
    const part = { slots: [{ zone, time: WallTime.make("08:00"), date: LocalDate.make("2026-11-25") }], shard: 0 }
    // three pages of one, the last two behind a cursor; each takes a second
    const pages: ReadonlyArray<Page<DueReceiver>> = ["1", "2", undefined].map((next) => ({
      items: [{ receiver: relationship.first, relationship: relationship.id, slot: 0 }],
      next: Option.fromUndefinedOr(next)
    }))
    const paged = AffirmationSchedule.of({
      ...(yield* AffirmationSchedule),
      due: (_, after) => Effect.delay(Effect.succeed(pages[Number(Option.getOrElse(after, () => "0"))]!), "1 second")
    })
    const queue = (job: DueJob.DueJob) =>
      Effect.gen(function*() {
        const until = DateTime.add(yield* DateTime.now, { milliseconds: 500 })
        const working = yield* Effect.forkChild(Pipeline.enqueuePart(job, Option.some(until)))
        yield* TestClock.adjust("5 seconds")
        return yield* Fiber.join(working)
      }).pipe(Effect.provideService(AffirmationSchedule, paged))
    let left: ReadonlyArray<DueJob.DueJob> = [{ part, after: Option.none() }]
    const seen: Array<unknown> = []
    while (left.length > 0) {
      for (const job of left) {
        assert.strictEqual(yield* queue(job), 1)
        seen.push([job.part, Option.getOrNull(job.after)])
      }
      left = yield* parts
    }
    assert.deepStrictEqual(seen, [[part, null], [part, "1"], [part, "2"]])
    assert.strictEqual((yield* queued).length, 3)
  }).pipe(Effect.provide(Memory.layer)))

it.effect("a tick that has to make up for hours gets as far as it can, and the next one goes on from there", () =>
  Effect.gen(function*() {
    yield* berliners
    const schedule = yield* AffirmationSchedule
    const queue = yield* JobQueue
    yield* to("2026-11-25T10:00:00Z")
    let sends = 0
    const dying = JobQueue.of({
      ...queue,
      send: (...args) =>
        ++sends > 46 ? Effect.fail(new StoreUnavailable({ operation: "send", cause: "down" })) : queue.send(...args)
    })
    yield* Effect.flip(Effect.provideService(Pipeline.enqueueDue(), JobQueue, dying))
    // forty-six quarters from a quarter past eight in the evening on are safe
    assert.deepStrictEqual(yield* schedule.progress, Option.some(DateTime.makeUnsafe("2026-11-25T07:30:00Z")))
    assert.strictEqual((yield* queued).length, 2)
    assert.strictEqual(yield* Pipeline.enqueueDue(), 10)
    assert.deepStrictEqual(yield* queued, [])
    assert.deepStrictEqual(yield* schedule.progress, Option.some(yield* DateTime.now))
  }).pipe(Effect.provide(Memory.layer)))
