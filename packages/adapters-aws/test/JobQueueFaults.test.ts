import { assert, describe, it } from "@effect/vitest"
import { JobQueue, type Received } from "@lumi/core/queue/JobQueue"
import { Effect } from "effect"
import { inject } from "vitest"
import { type Asked, type Fault, gate } from "../testing/Gate.ts"
import { jobQueueAt, testQueues } from "../testing/Queues.ts"

const queue = "affirmations"
const once = { max: 100, visibility: "1 minute", wait: "1 second" } as const

/** What becomes of the nth request of a kind; none is as it should be. */
type Faults = (operation: string, nth: number, body: Asked["body"]) => Fault | undefined

/** Queues of one's own behind a gate that lets go wrong what `faults` says. */
const behind = Effect.fnUntraced(function*<A, E>(faults: Faults, body: Effect.Effect<A, E, JobQueue>) {
  const { url } = yield* testQueues
  const { endpoint, state } = yield* gate(inject("fauxqs"))
  state.fault = ({ body, operation }, nth) => faults(operation, nth, body)
  yield* Effect.provide(body, jobQueueAt(url, endpoint))
  return state.asked.map(({ operation }) => operation)
})

const five = [1, 2, 3, 4, 5]
const bodies = JobQueue.use((jobs) =>
  Effect.map(jobs.receive(queue, once), (received) => received.map(({ body }) => body))
)

describe("JobQueue when something goes wrong (SQS emulator)", () => {
  const passing = [{ error: "RequestThrottled" }, { error: "InternalError", status: 500 }, { cut: true }] as const
  for (const fault of passing) {
    it.live(`it comes again after ${"error" in fault ? fault.error : "a connection that is cut"}`, () =>
      Effect.gen(function*() {
        const asked = yield* behind(
          (_, nth) => nth === 1 ? fault : undefined,
          Effect.gen(function*() {
            const jobs = yield* JobQueue
            yield* jobs.send(queue, five)
            const received = yield* jobs.receive(queue, once)
            assert.sameMembers(received.map(({ body }) => body), five)
            assert.strictEqual((yield* jobs.extend(queue, received, "1 minute")).length, 5)
            assert.strictEqual((yield* jobs.ack(queue, received)).length, 5)
          })
        )
        const twice = [
          "SendMessageBatch",
          "ReceiveMessage",
          "ChangeMessageVisibilityBatch",
          "DeleteMessageBatch"
        ]
        assert.deepStrictEqual(asked, twice.flatMap((operation) => [operation, operation]))
      }))
  }

  it.live("it comes again after an answer that never comes", () =>
    Effect.gen(function*() {
      const began = performance.now()
      yield* behind(
        (operation, nth) => operation === "SendMessageBatch" && nth === 1 ? { silent: true } : undefined,
        Effect.gen(function*() {
          yield* JobQueue.use((jobs) => jobs.send(queue, five))
          assert.sameMembers(yield* bodies, five)
        })
      )
      assert.isBelow(performance.now() - began, 45_000)
    }))

  it.live("what failed of a batch is done again, and nothing of it twice", () =>
    Effect.gen(function*() {
      const half: Faults = (_, nth, body) => {
        const entries = body["Entries"]
        if (!Array.isArray(entries) || nth > 2) return undefined
        const [now, later] = [entries.slice(0, 2), entries.slice(2)]
        const Failed = later.map(({ Id }) => ({ Id, SenderFault: false, Code: "InternalError" }))
        return { ask: { ...body, Entries: now }, add: { Failed } }
      }
      const asked = yield* behind(
        half,
        Effect.gen(function*() {
          const jobs = yield* JobQueue
          yield* jobs.send(queue, five)
          const received = yield* jobs.receive(queue, once)
          assert.sameMembers(received.map(({ body }) => body), five)
          yield* jobs.ack(queue, received)
          assert.deepStrictEqual(yield* jobs.stats(queue), { ready: 0, inFlight: 0, delayed: 0, dead: 0 })
        })
      )
      assert.strictEqual(asked.filter((operation) => operation === "SendMessageBatch").length, 3)
      assert.strictEqual(asked.filter((operation) => operation === "DeleteMessageBatch").length, 3)
    }))

  it.live("no job is lost when answers are", () =>
    Effect.gen(function*() {
      yield* behind(
        (operation, nth) => nth === 1 && operation !== "ReceiveMessage" ? { lost: true } : undefined,
        Effect.gen(function*() {
          const jobs = yield* JobQueue
          yield* jobs.send(queue, five)
          const received = yield* jobs.receive(queue, once)
          assert.includeMembers(received.map(({ body }) => body), five)
          assert.strictEqual((yield* jobs.ack(queue, received)).length, received.length)
          assert.deepStrictEqual(yield* bodies, [])
        })
      )
    }))

  it.live("a failure that is counted but cannot be cleared away leaves the job twice, never none", () =>
    Effect.gen(function*() {
      yield* behind(
        (operation) => operation === "DeleteMessageBatch" ? { error: "InternalError", status: 500 } : undefined,
        Effect.gen(function*() {
          const jobs = yield* JobQueue
          yield* jobs.send(queue, ["job"])
          const [job] = yield* jobs.receive(queue, { ...once, visibility: "2 seconds" })
          const error = yield* Effect.flip(jobs.retry(queue, job!, 0))
          assert.strictEqual(error._tag, "StoreUnavailable")
          const both: Array<Received> = []
          while (both.length < 2) both.push(...yield* jobs.receive(queue, { ...once, wait: "10 seconds" }))
          assert.sameDeepMembers(both.map(({ failures, id }) => [id, failures]), [[job!.id, 1], [job!.id, 0]])
        })
      )
    }))

  it.live("an outage is said to be one, soon", () =>
    Effect.gen(function*() {
      const began = performance.now()
      yield* behind(
        () => ({ error: "ServiceUnavailable", status: 503 }),
        Effect.gen(function*() {
          const jobs = yield* JobQueue
          for (const request of [jobs.send(queue, five), jobs.redrive(queue, 1), jobs.stats(queue)]) {
            assert.strictEqual((yield* Effect.flip(Effect.asVoid(request)))._tag, "StoreUnavailable")
          }
        })
      )
      assert.isBelow(performance.now() - began, 45_000)
    }))
})
