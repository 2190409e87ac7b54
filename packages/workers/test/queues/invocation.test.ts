import { assert, describe, it } from "@effect/vitest"
import * as EventSourceMapping from "@lumi/adapters-aws/emulators/EventSourceMappingSqs"
import { Sqs } from "@lumi/adapters-aws/Sqs"
import * as Invocation from "@lumi/adapters-aws/sqs/Invocation"
import { eventOf } from "@lumi/adapters-aws/testing/Events"
import { jobQueueAt, testQueues } from "@lumi/adapters-aws/testing/Queues"
import { JobQueue } from "@lumi/core/queue/JobQueue"
import { StoreUnavailable } from "@lumi/core/StoreUnavailable"
import { Effect, Fiber, Result, Schema } from "effect"
import { TestClock } from "effect/testing"
import { inject } from "vitest"
import * as Consume from "../../src/queues/consume.ts"

const queue = "affirmations"

const decodeText = Schema.decodeUnknownResult(Schema.String)

/** Handles texts as it is told to. */
const handlerOf = (handle: Consume.Handler<string, never>["handle"]): Consume.Handler<string, never> => ({
  queue,
  max: 10,
  decode: (body) => Result.mapError(decodeText(body), () => ({ message: "not a text" })),
  handle
})

/** A function for the events of a queue, with queues of its own, and what it needs to be looked at. */
const invoked = <A, E>(
  handler: Consume.Handler<string, never>,
  look: Effect.Effect<A, E, JobQueue | Sqs>
) =>
  Effect.gen(function*() {
    const { url } = yield* testQueues
    yield* Effect.gen(function*() {
      const run = Effect.runPromiseWith(yield* Effect.context<JobQueue | Sqs>())
      yield* Effect.forkScoped(EventSourceMapping.run({
        endpoint: inject("fauxqs"),
        queueUrl: url + queue,
        batchSize: 10,
        concurrency: 2,
        handler: (event) => run(Invocation.run(queue, event, (jobs) => Consume.workOff(handler, jobs)))
      }))
      yield* look
    }).pipe(Effect.provide(jobQueueAt(url)))
  })

const stats = JobQueue.use((jobs) => jobs.stats(queue))

const until = <E, R>(condition: Effect.Effect<boolean, E, R>) =>
  Effect.repeat(Effect.delay(condition, "20 millis"), { until: (holds) => holds })

/** Waits for what happens outside, where a test's clock does not count. */
const inReality = (condition: () => boolean) =>
  Effect.promise(async () => {
    while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5))
  })

const done = (texts: ReadonlyArray<string>) => Effect.succeed(texts.map(() => "done" as const))

describe("a function that SQS invokes (emulator)", () => {
  it.live("does what is good, rests what is bad, buries what nobody understands", () => {
    const handler = handlerOf((texts) => texts.includes("bad") ? Effect.die("broken") : done(texts))
    return invoked(
      handler,
      Effect.gen(function*() {
        const jobs = yield* JobQueue
        yield* jobs.send(queue, ["good", "bad", { nonsense: true }, "fine"])
        yield* until(Effect.map(stats, ({ dead, inFlight, ready }) => ready + inFlight === 0 && dead === 1))
        assert.strictEqual((yield* stats).delayed, 1)
        const [letter] = yield* jobs.deadLetters(queue, 10)
        assert.deepStrictEqual([letter?.body, letter?.reason], [{ nonsense: true }, "not understood: not a text"])
      })
    )
  })

  it.live("buries a job that fails once more than it may", () =>
    invoked(
      handlerOf(() => Effect.die("broken")),
      Effect.gen(function*() {
        const jobs = yield* JobQueue
        const sqs = yield* Sqs
        yield* sqs.send(queue, [{ text: '"bad"', notes: { id: "job", failures: 3, receives: 3 }, delay: 0 }])
        yield* until(Effect.map(stats, ({ dead }) => dead === 1))
        assert.deepStrictEqual(yield* jobs.deadLetters(queue, 10), [
          { id: "job", body: "bad", reason: "failed 4 times", failures: 3, receives: 4 }
        ])
      })
    ))

  it.live("counts no failure while the store does not answer, and goes on when it does", () => {
    let outages = 0
    const handler = handlerOf((texts) =>
      ++outages === 1 ? Effect.fail(new StoreUnavailable({ operation: "test", cause: "down" })) : done(texts)
    )
    return invoked(
      handler,
      Effect.gen(function*() {
        const jobs = yield* JobQueue
        yield* jobs.send(queue, ["a"])
        yield* until(Effect.map(stats, ({ delayed }) => delayed === 1))
        yield* until(Effect.map(stats, ({ delayed, inFlight, ready }) => delayed + inFlight + ready === 0))
        assert.strictEqual(outages, 2)
        assert.strictEqual((yield* stats).dead, 0)
      })
    )
  })

  it.effect("prolongs what it still works at, every ten seconds", () =>
    Effect.gen(function*() {
      const { url } = yield* testQueues
      yield* Effect.gen(function*() {
        const sqs = yield* Sqs
        const hidden: Array<number> = []
        const watched: Sqs["Service"] = {
          ...sqs,
          hide: (name, receipts, seconds) =>
            Effect.tap(sqs.hide(name, receipts, seconds), () => Effect.sync(() => hidden.push(seconds)))
        }
        yield* sqs.send(queue, [{ text: '"long"', notes: {}, delay: 0 }])
        const event = eventOf(queue, yield* sqs.receive(queue, { max: 1, visibility: 1, wait: 1 }))
        const handler = handlerOf((texts) => Effect.andThen(Effect.sleep("35 seconds"), done(texts)))
        const running = yield* Effect.forkChild(
          Invocation.run(queue, event, (jobs) => Consume.workOff(handler, jobs)).pipe(
            Effect.provideService(Sqs, watched)
          )
        )
        for (let times = 1; times <= 4; times++) {
          yield* inReality(() => hidden.length === times)
          yield* TestClock.adjust("10 seconds")
        }
        assert.deepStrictEqual(yield* Fiber.join(running), { batchItemFailures: [] })
        assert.deepStrictEqual(hidden, [30, 30, 30, 30])
      }).pipe(Effect.provide(jobQueueAt(url)))
    }))
})
