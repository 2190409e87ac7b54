import { assert, describe, it } from "@effect/vitest"
import { JobQueue, maxReceives, type Received } from "@lumi/core/queue/JobQueue"
import { StoreUnavailable } from "@lumi/core/StoreUnavailable"
import { Effect } from "effect"
import { Sqs } from "../../src/Sqs.ts"
import * as Invocation from "../../src/sqs/Invocation.ts"
import type { Notes } from "../../src/sqs/Notes.ts"
import { eventOf } from "../../testing/Events.ts"
import { testJobQueue } from "../../testing/Queues.ts"

const queue = "affirmations"

const test = <A, E>(sentence: string, body: Effect.Effect<A, E, JobQueue | Sqs>) =>
  it.live(sentence, () => Effect.provide(body, testJobQueue, { local: true }))

/** What a function would be invoked with now. */
const event = Effect.gen(function*() {
  const sqs = yield* Sqs
  return eventOf(queue, yield* sqs.receive(queue, { max: 10, visibility: 360, wait: 1 }))
})

const send = (text: string, notes: Notes = {}) =>
  Sqs.use((sqs) => sqs.send(queue, [{ text: JSON.stringify(text), notes, delay: 0 }]))

const stats = JobQueue.use((jobs) => jobs.stats(queue))
const bodies = (jobs: ReadonlyArray<Received>) => jobs.map(({ body }) => body)

describe("an invocation by SQS (emulator)", () => {
  test(
    "answers with what is not done; what is done is deleted by the service",
    Effect.gen(function*() {
      yield* JobQueue.use((jobs) => jobs.send(queue, ["a", "b", "c"]))
      const given = yield* event
      const answer = yield* Invocation.run(queue, given, (jobs) =>
        JobQueue.use(Effect.fnUntraced(function*(held) {
          assert.deepStrictEqual(bodies(jobs), ["a", "b", "c"])
          assert.strictEqual((yield* held.ack(queue, jobs.slice(0, 2))).length, 2)
          assert.deepStrictEqual(yield* held.ack(queue, jobs.slice(0, 1)), [])
        })))
      assert.deepStrictEqual(answer, { batchItemFailures: [{ itemIdentifier: given.Records[2]?.messageId }] })
      assert.deepStrictEqual(yield* stats, { ready: 0, inFlight: 3, delayed: 0, dead: 0 })
    })
  )

  test(
    "gives back, rests and buries for real, and then they are nobody's failure",
    Effect.gen(function*() {
      yield* JobQueue.use((jobs) => jobs.send(queue, ["release", "retry", "bury", "send"]))
      const answer = yield* Invocation.run(
        queue,
        yield* event,
        ([release, retry, bury, other]) =>
          JobQueue.use(Effect.fnUntraced(function*(held) {
            yield* held.release(queue, [release!])
            yield* held.retry(queue, retry!, "10 minutes")
            yield* held.bury(queue, bury!, "cannot be")
            yield* held.send(queue, ["sent"])
            yield* held.ack(queue, [other!])
          }))
      )
      assert.deepStrictEqual(answer, { batchItemFailures: [] })
      // "send" waits for the service; what was given back rests for a moment, so that an outage makes no storm
      assert.deepStrictEqual(yield* stats, { ready: 1, inFlight: 1, delayed: 2, dead: 1 })
    })
  )

  test(
    "ends with jobs that come again when the store does not answer",
    Effect.gen(function*() {
      yield* send("a")
      const given = yield* event
      const answer = yield* Invocation.run(
        queue,
        given,
        () => Effect.fail(new StoreUnavailable({ operation: "test", cause: "down" }))
      )
      assert.deepStrictEqual(answer.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier), [
        given.Records[0]?.messageId
      ])
    })
  )

  test(
    "puts away what comes too early or too often, and works off the rest",
    Effect.gen(function*() {
      yield* send("early", { notBefore: Date.now() + 3_600_000 })
      yield* send("killer", { id: "k", receives: maxReceives })
      yield* send("last chance", { id: "l", receives: maxReceives - 1 })
      const answer = yield* Invocation.run(queue, yield* event, (jobs) => {
        assert.deepStrictEqual(jobs.map(({ body, receives }) => [body, receives]), [["last chance", maxReceives]])
        return JobQueue.use((held) => Effect.asVoid(held.ack(queue, jobs)))
      })
      assert.deepStrictEqual(answer, { batchItemFailures: [] })
      const dead = yield* JobQueue.use((jobs) => jobs.deadLetters(queue, 10))
      assert.deepStrictEqual(dead.map(({ body, id, receives }) => [body, id, receives]), [["killer", "k", maxReceives]])
      assert.strictEqual((yield* stats).delayed, 1)
    })
  )

  test(
    "leaves to others what is theirs by now",
    Effect.gen(function*() {
      const sqs = yield* Sqs
      yield* send("slow")
      const given = yield* event
      yield* sqs.hide(queue, given.Records.map(({ receiptHandle }) => receiptHandle), 0)
      yield* event
      const answer = yield* Invocation.run(queue, given, (jobs) => {
        assert.deepStrictEqual(jobs, [])
        return Effect.void
      })
      assert.strictEqual(answer.batchItemFailures.length, 1)
      assert.strictEqual((yield* stats).inFlight, 1)
    })
  )

  test(
    "holds its jobs for half a minute, not for as long as the queue hides them",
    Effect.gen(function*() {
      yield* send("a")
      yield* Invocation.run(queue, yield* event, (jobs) =>
        JobQueue.use(Effect.fnUntraced(function*(held) {
          assert.deepStrictEqual(yield* held.extend(queue, jobs, "1 second"), jobs.map(({ id }) => id))
          yield* Effect.sleep("1100 millis")
          assert.deepStrictEqual(yield* held.ack(queue, jobs), [])
        })))
      assert.strictEqual((yield* event).Records.length, 1)
    })
  )
})
