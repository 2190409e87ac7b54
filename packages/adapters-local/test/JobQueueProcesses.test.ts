import { assert, layer as withLayer } from "@effect/vitest"
import { JobQueue } from "@lumi/core/queue/JobQueue"
import { Effect, Fiber, Layer, Schedule } from "effect"
import { SqlClient } from "effect/sql"
import { layer } from "../src/JobQueue.ts"
import { testDatabase } from "../testing/Database.ts"

const queue = "affirmations"
const patiently = { max: 10, visibility: "1 minute", wait: "20 seconds" } as const

/** Milliseconds: nobody who waits looks again so soon, so something told them. */
const beforeLooking = 700

/** The queue as another process has it: its own layer, its own listener. */
const process = <A, E, R>(body: (jobs: JobQueue["Service"]) => Effect.Effect<A, E, R>) =>
  Effect.provide(Effect.flatMap(JobQueue, body), Layer.fresh(layer), { local: true })

const listeners = SqlClient.SqlClient.use((sql) =>
  sql<{ pid: number }>`select pid from pg_stat_activity where datname = current_database() and query ilike 'listen%'`
)

/** Milliseconds from sending a job to its arrival at somebody who waits, in the middle of eleven times. */
const pickup = (sender: JobQueue["Service"], worker: JobQueue["Service"]) =>
  Effect.gen(function*() {
    const times: Array<number> = []
    for (let n = 0; n < 11; n++) {
      const waiting = yield* Effect.forkChild(worker.receive(queue, patiently))
      yield* Effect.sleep("20 millis")
      const start = performance.now()
      yield* sender.send(queue, [n])
      const received = yield* Fiber.join(waiting)
      times.push(performance.now() - start)
      yield* worker.ack(queue, received)
    }
    return times.toSorted((a, b) => a - b)[5]!
  })

withLayer(testDatabase, { excludeTestServices: true, timeout: "4 minutes" })("JobQueue between processes", (it) => {
  it.effect("a job of a process that ended is taken up by the next", () =>
    Effect.gen(function*() {
      yield* process((jobs) =>
        Effect.gen(function*() {
          yield* jobs.send(queue, ["job"])
          yield* jobs.receive(queue, { max: 1, visibility: "300 millis", wait: 0 })
        })
      )
      const [again] = yield* process((jobs) =>
        Effect.tap(jobs.receive(queue, patiently), (received) => jobs.ack(queue, received))
      )
      assert.deepStrictEqual([again?.body, again?.receives, again?.failures], ["job", 2, 0])
    }))

  it.effect("who waits is told of a job by another process, long before it would look again", () =>
    process((worker) =>
      process((sender) => Effect.map(pickup(sender, worker), (millis) => assert.isBelow(millis, beforeLooking)))
    ))

  it.effect("a lost listening connection is taken up again, and no job is lost meanwhile", () =>
    process((worker) =>
      Effect.gen(function*() {
        const sql = yield* SqlClient.SqlClient
        yield* worker.receive(queue, { ...patiently, wait: 0 })
        const before = yield* listeners.pipe(
          Effect.filterOrFail((found) => found.length > 0),
          Effect.retry({ times: 100, schedule: Schedule.spaced("100 millis") })
        )
        for (const { pid } of before) yield* sql`select pg_terminate_backend(${pid})`
        yield* worker.send(queue, ["meanwhile"])
        const received = yield* worker.receive(queue, patiently)
        assert.deepStrictEqual(received.map(({ body }) => body), ["meanwhile"])
        yield* worker.ack(queue, received)
        yield* listeners.pipe(
          Effect.filterOrFail((found) => found.some(({ pid }) => before.every((lost) => lost.pid !== pid))),
          Effect.retry({ times: 100, schedule: Schedule.spaced("100 millis") })
        )
        assert.isBelow(yield* pickup(worker, worker), beforeLooking)
      })
    ))

  it.effect("who only sends listens to nothing", () =>
    process((sender) =>
      Effect.gen(function*() {
        yield* sender.send(queue, ["job"])
        yield* sender.redrive(queue, 1)
        yield* Effect.sleep("100 millis")
        assert.deepStrictEqual(yield* listeners, [])
        yield* Effect.flatMap(sender.receive(queue, patiently), (received) => sender.ack(queue, received))
      })
    ))

  it.effect("jobs sent in a transaction that is rolled back were never sent", () =>
    process((jobs) =>
      Effect.gen(function*() {
        const sql = yield* SqlClient.SqlClient
        const failed = yield* jobs.send(queue, ["never"]).pipe(
          Effect.andThen(Effect.fail("changed my mind")),
          sql.withTransaction,
          Effect.flip
        )
        assert.strictEqual(failed, "changed my mind")
        assert.strictEqual((yield* jobs.stats(queue)).ready, 0)
      })
    ))
})
