import { assert, describe, it } from "@effect/vitest"
import { JobQueue } from "@lumi/core/queue/JobQueue"
import { Effect, Exit } from "effect"
import { inject } from "vitest"
import { deadOf, guard } from "../src/Queues.ts"
import { Sqs } from "../src/Sqs.ts"
import { jobQueueAt, testJobQueue } from "../testing/Queues.ts"

const queue = "affirmations"
const once = { max: 10, visibility: "1 minute", wait: 0 } as const
const patiently = { ...once, wait: "20 seconds" } as const

const test = <A, E>(sentence: string, body: Effect.Effect<A, E, JobQueue | Sqs>) =>
  it.live(sentence, () => Effect.provide(body, testJobQueue, { local: true }))

describe("JobQueue (SQS emulator), what only SQS has", () => {
  test(
    "a job comes when it is due, though SQS delays for a quarter of an hour at most",
    Effect.gen(function*() {
      const jobs = yield* JobQueue
      const sqs = yield* Sqs
      yield* jobs.send(queue, ["in an hour"], { delay: "1 hour" })
      assert.deepStrictEqual(yield* jobs.stats(queue), { ready: 0, inFlight: 0, delayed: 1, dead: 0 })
      // as it comes after its last quarter of an hour
      const notBefore = Date.now() + 3_000
      yield* sqs.send(queue, [{ text: '"late"', notes: { notBefore, id: "job", failures: 2, receives: 3 }, delay: 0 }])
      assert.deepStrictEqual(yield* jobs.receive(queue, once), [])
      assert.deepStrictEqual((yield* jobs.stats(queue)).delayed, 2)
      const [late] = yield* jobs.receive(queue, patiently)
      assert.isAtLeast(Date.now(), notBefore)
      assert.deepStrictEqual(
        [late?.id, late?.body, late?.failures, late?.receives],
        ["job", "late", 2, 4]
      )
    })
  )

  test(
    "any text comes as it was, somebody else's message too",
    Effect.gen(function*() {
      const jobs = yield* JobQueue
      const sqs = yield* Sqs
      const odd = "\u0000\u0007\ufffe\uffff\ud800 💚"
      yield* jobs.send(queue, [odd, { [odd]: odd }])
      yield* sqs.send(queue, [{ text: "no JSON", notes: {}, delay: 0 }])
      const received = yield* jobs.receive(queue, once)
      assert.sameDeepMembers(received.map(({ body }) => body), [odd, { [odd]: odd }, "no JSON"])
      yield* jobs.bury(queue, received.find(({ body }) => body === "no JSON")!, odd)
      assert.deepStrictEqual((yield* jobs.deadLetters(queue, 1)).map(({ reason }) => reason), [odd])
    })
  )

  test(
    "large jobs share no request, and one that is too large is a bug",
    Effect.gen(function*() {
      const jobs = yield* JobQueue
      const large = "x".repeat(400_000)
      yield* jobs.send(queue, [large, large, large])
      assert.strictEqual((yield* jobs.stats(queue)).ready, 3)
      assert.isTrue(Exit.hasDies(yield* Effect.exit(jobs.send(queue, ["x".repeat(1_000_001)]))))
    })
  )

  test(
    "one whose worker always dies before it can look is moved by SQS, and has a reason all the same",
    Effect.gen(function*() {
      const jobs = yield* JobQueue
      const sqs = yield* Sqs
      yield* jobs.send(queue, ["unseen"])
      for (let n = 1; n <= guard; n++) {
        const messages = yield* sqs.receive(queue, { max: 1, visibility: 30, wait: 1 })
        assert.strictEqual(messages[0]?.receives, n)
        yield* sqs.hide(queue, messages.map(({ receipt }) => receipt), 0)
      }
      assert.deepStrictEqual(yield* sqs.receive(queue, { max: 1, visibility: 30, wait: 0 }), [])
      const [dead] = yield* jobs.deadLetters(queue, 10)
      assert.deepStrictEqual(
        [dead?.body, dead?.reason, dead?.receives],
        ["unseen", "moved by SQS: its worker dies before it can say why", guard]
      )
    })
  )

  test(
    "a dead letter that SQS itself sent back begins anew",
    Effect.gen(function*() {
      const jobs = yield* JobQueue
      const sqs = yield* Sqs
      const notes = { id: "job", failures: 4, receives: 12, reason: "failed 4 times" }
      yield* sqs.send(queue, [{ text: '"moved"', notes, delay: 0 }])
      const [moved] = yield* jobs.receive(queue, patiently)
      assert.deepStrictEqual([moved?.id, moved?.failures, moved?.receives], ["job", 0, 1])
      yield* jobs.retry(queue, moved!, 0)
      const [again] = yield* jobs.receive(queue, patiently)
      assert.deepStrictEqual([again?.failures, again?.receives], [1, 2])
    })
  )

  it.live("a queue that is missing is called by its name", () =>
    Effect.gen(function*() {
      const jobs = yield* JobQueue
      const error = yield* Effect.flip(jobs.send(queue, ["job"]))
      assert.strictEqual(error._tag, "StoreUnavailable")
      assert.include(String(error.cause), `there is no queue ${inject("fauxqs")}/000000000000/none-affirmations`)
      assert.include(String(error.cause), `deploy the stack, which makes it and ${deadOf(queue)}`)
    }).pipe(Effect.provide(jobQueueAt(`${inject("fauxqs")}/000000000000/none-`))))
})
