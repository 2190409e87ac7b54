import { assert, describe, it } from "@effect/vitest"
import { JobQueue } from "@lumi/core/queue/JobQueue"
import type { SQSBatchResponse, SQSEvent } from "aws-lambda"
import { Effect, Fiber } from "effect"
import { createHash } from "node:crypto"
import { inject } from "vitest"
import * as EventSourceMapping from "../emulators/EventSourceMappingSqs.ts"
import { Sqs } from "../src/Sqs.ts"
import { jobQueueAt, testQueues } from "../testing/Queues.ts"

const queue = "affirmations"
const md5 = (text: string) => createHash("md5").update(text).digest("hex")

/** Until something holds, looked at often; a test's own time limit ends it. */
const until = <E, R>(condition: Effect.Effect<boolean, E, R>) =>
  Effect.repeat(Effect.delay(condition, "20 millis"), { until: (holds) => holds })

const isEmpty = JobQueue.use((jobs) =>
  Effect.map(jobs.stats(queue), ({ delayed, inFlight, ready }) => ready + inFlight + delayed === 0)
)

/** A queue of one's own whose events go to a handler; the events that came. */
const mapped = Effect.fnUntraced(function*(
  handler: (event: SQSEvent, nth: number) => Promise<SQSBatchResponse | void>,
  { batchSize = 10, concurrency = 2 } = {}
) {
  const { url } = yield* testQueues
  const events: Array<SQSEvent> = []
  const fiber = yield* Effect.forkScoped(EventSourceMapping.run({
    endpoint: inject("fauxqs"),
    queueUrl: url + queue,
    batchSize,
    concurrency,
    handler: (event) => handler(event, events.push(event))
  }))
  return { events, fiber, jobs: jobQueueAt(url) }
})

describe("the SQS event source of Lambda (emulator)", () => {
  it.live("hands a function events of the real shape and deletes what succeeded", () =>
    Effect.gen(function*() {
      const { events, jobs } = yield* mapped(async () => {})
      yield* Effect.gen(function*() {
        const sqs = yield* Sqs
        yield* sqs.send(queue, [{ text: '{"a":1}', notes: { id: "job", failures: 1 }, delay: 0 }])
        yield* until(isEmpty)
      }).pipe(Effect.provide(jobs))
      const [record] = events.flatMap(({ Records }) => Records)
      assert.match(record?.eventSourceARN ?? "", /^arn:aws:sqs:eu-central-1:000000000000:t-.*-affirmations$/)
      assert.deepStrictEqual(record, {
        messageId: record?.messageId ?? "",
        receiptHandle: record?.receiptHandle ?? "",
        body: '{"a":1}',
        attributes: {
          ApproximateReceiveCount: "1",
          SentTimestamp: record?.attributes.SentTimestamp ?? "",
          SenderId: record?.attributes.SenderId ?? "",
          ApproximateFirstReceiveTimestamp: record?.attributes.ApproximateFirstReceiveTimestamp ?? ""
        },
        messageAttributes: {
          lumi: {
            stringValue: '{"id":"job","failures":1}',
            stringListValues: [],
            binaryListValues: [],
            dataType: "String"
          }
        },
        md5OfBody: md5('{"a":1}'),
        md5OfMessageAttributes: record?.md5OfMessageAttributes ?? "",
        eventSource: "aws:sqs",
        eventSourceARN: record?.eventSourceARN ?? "",
        awsRegion: "eu-central-1"
      })
      assert.match(record?.attributes.SentTimestamp ?? "", /^\d{13}$/)
      assert.match(record?.md5OfMessageAttributes ?? "", /^[0-9a-f]{32}$/)
    }))

  it.live("gives what failed of a batch again, when its visibility is over, and nothing else", () =>
    Effect.gen(function*() {
      const failing = (event: SQSEvent) => event.Records.filter(({ body }) => body === '"bad"')
      const { events, jobs } = yield* mapped(async (event, nth) => ({
        batchItemFailures: nth === 1 ? failing(event).map(({ messageId }) => ({ itemIdentifier: messageId })) : []
      }), { concurrency: 1 })
      yield* Effect.gen(function*() {
        const queueOf = yield* JobQueue
        const sqs = yield* Sqs
        yield* queueOf.send(queue, ["good", "bad", "fine"])
        yield* until(Effect.sync(() => events.length === 1))
        yield* until(Effect.map(queueOf.stats(queue), ({ inFlight }) => inFlight === 1))
        yield* sqs.hide(queue, failing(events[0]!).map(({ receiptHandle }) => receiptHandle), 1)
        yield* until(isEmpty)
      }).pipe(Effect.provide(jobs))
      assert.deepStrictEqual(events.map(({ Records }) => Records.map(({ body }) => body)), [
        ['"good"', '"bad"', '"fine"'],
        ['"bad"']
      ])
      assert.strictEqual(events[1]?.Records[0]?.attributes.ApproximateReceiveCount, "2")
    }))

  it.live("keeps the whole batch of a function that throws, or that names what it was not given", () =>
    Effect.gen(function*() {
      const { events, jobs } = yield* mapped(async (event, nth) => {
        if (nth === 1) throw new Error("broken")
        return { batchItemFailures: [{ itemIdentifier: `not ${event.Records[0]?.messageId}` }] }
      }, { batchSize: 2, concurrency: 1 })
      yield* Effect.gen(function*() {
        const queueOf = yield* JobQueue
        yield* queueOf.send(queue, [1, 2, 3, 4])
        yield* until(Effect.sync(() => events.length === 2))
        yield* Effect.sleep("100 millis")
        assert.deepStrictEqual(yield* queueOf.stats(queue), { ready: 0, inFlight: 4, delayed: 0, dead: 0 })
      }).pipe(Effect.provide(jobs))
    }))

  it.live("invokes as many at once as it may, with as many messages as it may, and lets them finish", () =>
    Effect.gen(function*() {
      let running = 0
      let most = 0
      let last = false
      const { events, fiber, jobs } = yield* mapped(async ({ Records }) => {
        last = Records.some(({ body }) => body === "20")
        most = Math.max(most, ++running)
        await new Promise((resolve) => setTimeout(resolve, 100))
        running--
      }, { batchSize: 3, concurrency: 2 })
      yield* Effect.gen(function*() {
        const queueOf = yield* JobQueue
        yield* queueOf.send(queue, Array.from({ length: 20 }, (_, n) => n))
        yield* until(isEmpty)
        yield* queueOf.send(queue, [20])
        yield* until(Effect.sync(() => last))
        yield* Fiber.interrupt(fiber)
        assert.strictEqual(running, 0)
        assert.isTrue(yield* isEmpty)
      }).pipe(Effect.provide(jobs))
      assert.strictEqual(most, 2)
      assert.isAtMost(Math.max(...events.map(({ Records }) => Records.length)), 3)
    }))
})
