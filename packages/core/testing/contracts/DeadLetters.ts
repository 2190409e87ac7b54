import { assert } from "@effect/vitest"
import { Effect, type Schema } from "effect"
import { JobQueue } from "../../src/queue/JobQueue.ts"

const queue = "affirmations"
const once = { max: 100, visibility: "1 minute", wait: 0 } as const
const patiently = { ...once, wait: "20 seconds" } as const

const receive = JobQueue.use((jobs) => jobs.receive(queue, once))
const only = Effect.map(JobQueue.use((jobs) => jobs.receive(queue, patiently)), (received) => {
  assert.strictEqual(received.length, 1)
  return received[0]!
})

/** Sends jobs and lets each fail for good; gives their ids by body. */
const bury = Effect.fnUntraced(function*(...bodies: ReadonlyArray<Schema.Json>) {
  const jobs = yield* JobQueue
  yield* jobs.send(queue, bodies)
  const ids = new Map<unknown, string>()
  for (const one of yield* receive) {
    ids.set(one.body, one.id)
    yield* jobs.bury(queue, one, `bad ${String(one.body)}`)
  }
  return (body: Schema.Json) => ids.get(body)!
})

type Test = <A, E>(sentence: string, body: Effect.Effect<A, E, JobQueue>) => void

/** What every JobQueue must do with jobs that cannot succeed; part of its contract. */
export const deadLetters = (test: Test) => {
  test(
    "what cannot succeed is kept with its reason until it is sent back with fresh counts",
    Effect.gen(function*() {
      const jobs = yield* JobQueue
      yield* jobs.send(queue, ["bad", "good"])
      const received = yield* receive
      const bad = received.find(({ body }) => body === "bad")!
      yield* jobs.retry(queue, bad, 0)
      const tried = yield* only
      yield* jobs.bury(queue, tried, "no such receiver")
      assert.deepStrictEqual(yield* receive, [])
      assert.deepStrictEqual(yield* jobs.ack(queue, [tried]), [])
      assert.deepStrictEqual(yield* jobs.deadLetters(queue, 10), [
        { id: bad.id, body: "bad", reason: "no such receiver", failures: 1, receives: 2 }
      ])
      assert.strictEqual((yield* jobs.stats(queue)).dead, 1)
      assert.strictEqual(yield* jobs.redrive(queue, 10), 1)
      assert.deepStrictEqual(yield* jobs.deadLetters(queue, 10), [])
      const back = yield* only
      assert.deepStrictEqual([back.body, back.failures, back.receives], ["bad", 0, 1])
    })
  )

  test(
    "dead letters are sent back as many as wanted",
    Effect.gen(function*() {
      const jobs = yield* JobQueue
      yield* bury(1, 2, 3)
      assert.strictEqual((yield* jobs.deadLetters(queue, 2)).length, 2)
      assert.strictEqual(yield* jobs.redrive(queue, 2), 2)
      assert.deepStrictEqual(yield* jobs.stats(queue), { ready: 2, inFlight: 0, delayed: 0, dead: 1 })
    })
  )

  test(
    "chosen ones are shown, and stay",
    Effect.gen(function*() {
      const jobs = yield* JobQueue
      const idOf = yield* bury(...Array.from({ length: 25 }, (_, n) => n))
      const found = yield* jobs.deadLettersOf(queue, [idOf(7), "none", idOf(21)])
      assert.sameDeepMembers(
        [...found],
        [7, 21].map((n) => ({
          id: idOf(n),
          body: n,
          reason: `bad ${n}`,
          failures: 0,
          receives: 1
        }))
      )
      assert.deepStrictEqual(yield* jobs.deadLettersOf(queue, []), [])
      assert.deepStrictEqual(yield* jobs.deadLettersOf("due", [idOf(7)]), [])
      assert.strictEqual((yield* jobs.stats(queue)).dead, 25)
      assert.strictEqual((yield* jobs.deadLetters(queue, 100)).length, 25)
    })
  )

  test(
    "chosen ones are sent back with fresh counts, and no others",
    Effect.gen(function*() {
      const jobs = yield* JobQueue
      const idOf = yield* bury("a", "b", "c")
      assert.deepStrictEqual(yield* jobs.revive(queue, []), [])
      assert.deepStrictEqual(yield* jobs.revive("due", [idOf("b")]), [])
      assert.deepStrictEqual(yield* jobs.revive(queue, [idOf("b"), "none", "99999999999999999999"]), [idOf("b")])
      const back = yield* only
      assert.deepStrictEqual([back.id, back.body, back.failures, back.receives], [idOf("b"), "b", 0, 1])
      assert.deepStrictEqual(yield* jobs.revive(queue, [idOf("b")]), [])
      assert.deepStrictEqual(yield* jobs.stats(queue), { ready: 0, inFlight: 1, delayed: 0, dead: 2 })
      assert.sameMembers((yield* jobs.deadLetters(queue, 100)).map(({ body }) => body), ["a", "c"])
    })
  )

  test(
    "chosen ones are forgotten, and nothing that lives",
    Effect.gen(function*() {
      const jobs = yield* JobQueue
      const idOf = yield* bury("a", "b", "c")
      yield* jobs.send(queue, ["alive"])
      const alive = yield* only
      yield* jobs.release(queue, [alive])
      assert.sameMembers([...yield* jobs.drop(queue, [idOf("c"), alive.id, idOf("a"), "none"])], [idOf("a"), idOf("c")])
      assert.deepStrictEqual(yield* jobs.drop(queue, [idOf("a")]), [])
      assert.deepStrictEqual((yield* jobs.deadLetters(queue, 100)).map(({ body }) => body), ["b"])
      assert.strictEqual((yield* only).id, alive.id)
    })
  )

  test(
    "of those who send the same ones back at once, one does",
    Effect.gen(function*() {
      const jobs = yield* JobQueue
      const idOf = yield* bury("a", "b")
      const ids = [idOf("a"), idOf("b")]
      const revived = yield* Effect.forEach([1, 2, 3, 4], () => jobs.revive(queue, ids), { concurrency: 4 })
      assert.sameMembers(revived.flat(), ids)
      assert.strictEqual((yield* jobs.stats(queue)).ready, 2)
    })
  )
}
