import { assert, describe, it } from "@effect/vitest"
import { Effect, Fiber, type Layer, type Schema } from "effect"
import { JobQueue, maxReceives, type Received } from "../../src/queue/JobQueue.ts"
import { twenty } from "./Couples.ts"
import { deadLetters } from "./DeadLetters.ts"

const queue = "affirmations"
const once = { max: 10, visibility: "1 minute", wait: 0 } as const
/** Until something is there: how soon a family notices what nobody told it of is its own. */
const patiently = { ...once, wait: "20 seconds" } as const

const send = (...bodies: ReadonlyArray<Schema.Json>) => JobQueue.use((jobs) => jobs.send(queue, bodies))
const receive = JobQueue.use((jobs) => jobs.receive(queue, once))
const only = Effect.map(JobQueue.use((jobs) => jobs.receive(queue, patiently)), (received) => {
  assert.strictEqual(received.length, 1)
  return received[0]!
})
const bodies = (received: ReadonlyArray<Received>) => received.map(({ body }) => body)
const ids = (received: ReadonlyArray<Received>) => received.map(({ id }) => id)

/** What every JobQueue must do. Each adapter runs it against its own layer, which is made anew for each test. */
export const suite = <E>(name: string, layer: Layer.Layer<JobQueue, E>) =>
  describe(`JobQueue (${name})`, () => {
    const test = <A, E2>(sentence: string, body: Effect.Effect<A, E2, JobQueue>) =>
      it.live(sentence, () => Effect.provide(body, layer, { local: true }), 60_000)

    test(
      "what is sent is received as it was, and gone once it is acknowledged",
      Effect.gen(function*() {
        const jobs = yield* JobQueue
        const body = { text: 'ä "quoted" 💚', list: [1, 2.5, null, true, { deep: [] }] }
        yield* send(body, "word", 7, null)
        const received = yield* receive
        assert.sameDeepMembers(bodies(received), [body, "word", 7, null])
        for (const { failures, receives } of received) assert.deepStrictEqual([failures, receives], [0, 1])
        assert.deepStrictEqual(yield* receive, [])
        assert.sameMembers([...yield* jobs.ack(queue, received)], ids(received))
        assert.deepStrictEqual(yield* jobs.ack(queue, received), [])
        assert.deepStrictEqual(yield* jobs.stats(queue), { ready: 0, inFlight: 0, delayed: 0, dead: 0 })
      })
    )

    test(
      "nothing at all is no trouble",
      Effect.gen(function*() {
        const jobs = yield* JobQueue
        yield* send()
        assert.deepStrictEqual(yield* receive, [])
        assert.deepStrictEqual(yield* jobs.ack(queue, []), [])
        assert.deepStrictEqual(yield* jobs.extend(queue, [], "1 minute"), [])
        yield* jobs.release(queue, [])
        assert.deepStrictEqual(yield* jobs.deadLetters(queue, 10), [])
        assert.strictEqual(yield* jobs.redrive(queue, 10), 0)
      })
    )

    test(
      "at most as many come as were asked for",
      Effect.gen(function*() {
        const jobs = yield* JobQueue
        yield* send(1, 2, 3)
        const two = yield* jobs.receive(queue, { ...once, max: 2 })
        assert.strictEqual(two.length, 2)
        assert.deepStrictEqual(yield* jobs.stats(queue), { ready: 1, inFlight: 2, delayed: 0, dead: 0 })
        assert.sameMembers([...bodies(two), ...bodies(yield* receive)], [1, 2, 3])
      })
    )

    test(
      "five hundred are sent, received and acknowledged together",
      Effect.gen(function*() {
        const jobs = yield* JobQueue
        const sent = Array.from({ length: 500 }, (_, n) => n)
        yield* jobs.send(queue, sent)
        const received: Array<Received> = []
        while (received.length < 500) received.push(...yield* jobs.receive(queue, { ...patiently, max: 500 }))
        assert.sameMembers(bodies(received), sent)
        assert.sameMembers([...yield* jobs.extend(queue, received, "1 minute")], ids(received))
        assert.sameMembers([...yield* jobs.ack(queue, received)], ids(received))
      })
    )

    test(
      "twenty who take at once never share a job",
      Effect.gen(function*() {
        const jobs = yield* JobQueue
        yield* jobs.send(queue, Array.from({ length: 400 }, (_, n) => n))
        const taken = yield* twenty(() =>
          Effect.gen(function*() {
            const mine: Array<Received> = []
            while (true) {
              const received = yield* receive
              if (received.length === 0) {
                return mine
              }
              mine.push(...received)
              yield* jobs.ack(queue, received)
            }
          })
        )
        const all = taken.flat()
        assert.strictEqual(all.length, 400)
        assert.strictEqual(new Set(bodies(all)).size, 400)
      })
    )

    test(
      "a job whose worker died comes again, and the dead one's receipt is worth nothing",
      Effect.gen(function*() {
        const jobs = yield* JobQueue
        yield* send("job")
        const [lost] = yield* jobs.receive(queue, { ...once, visibility: "200 millis" })
        const again = yield* only
        assert.strictEqual(again.id, lost!.id)
        assert.deepStrictEqual([again.receives, again.failures], [2, 0])
        assert.deepStrictEqual(yield* jobs.ack(queue, [lost!]), [])
        assert.deepStrictEqual(yield* jobs.extend(queue, [lost!], "1 hour"), [])
        yield* jobs.retry(queue, lost!, 0)
        yield* jobs.release(queue, [lost!])
        yield* jobs.bury(queue, lost!, "stale")
        assert.deepStrictEqual(yield* jobs.stats(queue), { ready: 0, inFlight: 1, delayed: 0, dead: 0 })
        assert.deepStrictEqual(yield* jobs.ack(queue, [lost!, again]), [again.id])
      })
    )

    test(
      "who needs longer keeps a job",
      Effect.gen(function*() {
        const jobs = yield* JobQueue
        yield* send("job")
        const held = yield* jobs.receive(queue, { ...once, visibility: "300 millis" })
        assert.deepStrictEqual(yield* jobs.extend(queue, held, "1 minute"), ids(held))
        assert.deepStrictEqual(yield* jobs.receive(queue, { ...once, wait: "1500 millis" }), [])
        assert.deepStrictEqual(yield* jobs.ack(queue, held), ids(held))
      })
    )

    test(
      "a delayed job comes later",
      Effect.gen(function*() {
        const jobs = yield* JobQueue
        yield* jobs.send(queue, ["late"], { delay: "1 hour" })
        yield* jobs.send(queue, ["soon"], { delay: "500 millis" })
        assert.deepStrictEqual(yield* receive, [])
        assert.deepStrictEqual(yield* jobs.stats(queue), { ready: 0, inFlight: 0, delayed: 2, dead: 0 })
        assert.strictEqual((yield* only).body, "soon")
      })
    )

    test(
      "a failure is counted and the job rests",
      Effect.gen(function*() {
        const jobs = yield* JobQueue
        yield* send("job")
        const first = yield* only
        yield* jobs.retry(queue, first, "300 millis")
        assert.deepStrictEqual(yield* receive, [])
        assert.deepStrictEqual(yield* jobs.ack(queue, [first]), [])
        const second = yield* only
        assert.deepStrictEqual([second.id, second.failures, second.receives], [first.id, 1, 2])
        yield* jobs.retry(queue, second, 0)
        assert.strictEqual((yield* only).failures, 2)
      })
    )

    test(
      "a job given back for later comes again then, as if it had never been handed out",
      Effect.gen(function*() {
        const jobs = yield* JobQueue
        yield* send(1)
        for (let time = 0; time < 2; time++) {
          const [held] = yield* receive
          assert.deepStrictEqual([held?.failures, held?.receives], [0, 1])
          yield* jobs.release(queue, [held!], "2 seconds")
          assert.deepStrictEqual(yield* receive, [])
          const { delayed, inFlight, ready } = yield* jobs.stats(queue)
          assert.deepStrictEqual([ready, inFlight, delayed], [0, 0, 1])
          yield* Effect.sleep("2 seconds")
        }
        const again = yield* jobs.receive(queue, { max: 1, visibility: "1 minute", wait: "10 seconds" })
        assert.deepStrictEqual(again.map(({ body }) => body), [1])
      })
    )

    test(
      "a job given back untouched comes again at once, as if it had never been handed out",
      Effect.gen(function*() {
        const jobs = yield* JobQueue
        yield* send(1, 2)
        const held = yield* receive
        yield* jobs.release(queue, held)
        const again = yield* receive
        assert.sameMembers(ids(again), ids(held))
        for (const { failures, receives } of again) assert.deepStrictEqual([failures, receives], [0, 1])
        assert.deepStrictEqual(yield* jobs.ack(queue, held), [])
      })
    )

    test(
      `a job handed out more than ${maxReceives} times is dead, and holds up nobody`,
      Effect.gen(function*() {
        const jobs = yield* JobQueue
        yield* send("killer")
        for (let n = 1; n <= maxReceives; n++) {
          const one = yield* only
          assert.strictEqual(one.receives, n)
          yield* jobs.retry(queue, one, 0)
        }
        yield* send("innocent")
        assert.strictEqual((yield* only).body, "innocent")
        assert.deepStrictEqual(yield* receive, [])
        const [dead] = yield* jobs.deadLetters(queue, 10)
        assert.deepStrictEqual([dead?.body, dead?.receives], ["killer", maxReceives])
        assert.strictEqual(dead?.reason, `handed out more than ${maxReceives} times: it kills its worker`)
      })
    )

    test(
      "who waits gets what is sent meanwhile, and nothing when nothing comes",
      Effect.gen(function*() {
        const jobs = yield* JobQueue
        assert.deepStrictEqual(yield* jobs.receive(queue, { ...once, wait: "100 millis" }), [])
        const waiting = yield* Effect.forkChild(only)
        yield* Effect.sleep("100 millis")
        yield* send("job")
        assert.strictEqual((yield* Fiber.join(waiting)).body, "job")
      })
    )

    test(
      "who gives up waiting takes nothing along",
      Effect.gen(function*() {
        const jobs = yield* JobQueue
        const waiting = yield* Effect.forkChild(jobs.receive(queue, patiently))
        yield* Effect.sleep("100 millis")
        yield* Fiber.interrupt(waiting)
        yield* send("job")
        assert.strictEqual((yield* only).receives, 1)
      })
    )

    test(
      "who is interrupted while taking a job gives it back",
      Effect.gen(function*() {
        const jobs = yield* JobQueue
        for (let round = 0; round < 40; round++) {
          yield* send(round)
          const taking = yield* Effect.forkChild(receive)
          for (let turn = 0; turn < round; turn++) yield* Effect.yieldNow
          const exit = yield* Fiber.interrupt(taking).pipe(Effect.andThen(Fiber.await(taking)))
          const taken = exit._tag === "Success" ? exit.value : yield* receive
          assert.deepStrictEqual(taken.map(({ body, receives }) => [body, receives]), [[round, 1]])
          yield* jobs.ack(queue, taken)
        }
      })
    )

    deadLetters(test)
  })
