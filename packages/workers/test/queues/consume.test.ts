import { assert, it } from "@effect/vitest"
import { JobQueue } from "@lumi/core/queue/JobQueue"
import { StoreUnavailable } from "@lumi/core/StoreUnavailable"
import { Memory } from "@lumi/core/testing"
import { Effect, Fiber, Option, Ref, Result, Schema } from "effect"
import { TestClock } from "effect/testing"
import * as Consume from "../../src/queues/consume.ts"

const decodeText = Schema.decodeUnknownResult(Schema.String)

/** A handler of texts that remembers what it was given and does what it is told to. */
const handler = Effect.fnUntraced(function*(
  act: (texts: ReadonlyArray<string>) => Effect.Effect<ReadonlyArray<"done" | "again">, StoreUnavailable>
) {
  const seen = yield* Ref.make<ReadonlyArray<ReadonlyArray<string>>>([])
  return {
    seen: Ref.get(seen),
    handler: {
      queue: "affirmations" as const,
      max: 10,
      decode: (body: Schema.Json) => Result.mapError(decodeText(body), () => ({ message: "not a text" })),
      handle: (texts: ReadonlyArray<string>) => Effect.andThen(Ref.update(seen, (all) => [...all, texts]), act(texts))
    }
  }
})

const done = (texts: ReadonlyArray<string>) => Effect.succeed(texts.map(() => "done" as const))

const stats = Effect.flatMap(JobQueue, (queue) => queue.stats("affirmations"))

const send = (...bodies: ReadonlyArray<Schema.Json>) =>
  Effect.flatMap(JobQueue, (queue) => queue.send("affirmations", bodies))

it.effect("jobs are handled together and gone", () =>
  Effect.gen(function*() {
    yield* send("a", "b", "c")
    const { handler: texts, seen } = yield* handler(done)
    assert.strictEqual(yield* Consume.once(texts), 3)
    assert.deepStrictEqual(yield* seen, [["a", "b", "c"]])
    assert.deepStrictEqual(yield* stats, { ready: 0, inFlight: 0, delayed: 0, dead: 0 })
  }).pipe(Effect.provide(Memory.layer)))

it.effect("jobs that somebody else received are worked off the same way", () =>
  Effect.gen(function*() {
    const queue = yield* JobQueue
    yield* send("a", { nonsense: true }, "b", "c")
    const given = yield* queue.receive("affirmations", { max: 3, visibility: "1 minute", wait: "0 seconds" })
    const { handler: texts, seen } = yield* handler(done)
    yield* Consume.workOff(texts, given)
    assert.deepStrictEqual(yield* seen, [["a", "b"]])
    assert.deepStrictEqual(yield* stats, { ready: 1, inFlight: 0, delayed: 0, dead: 1 })
    yield* Consume.workOff(texts, [])
    assert.strictEqual((yield* seen).length, 1)
  }).pipe(Effect.provide(Memory.layer)))

it.effect("what is not understood is a dead letter with its reason, and holds up nobody", () =>
  Effect.gen(function*() {
    const queue = yield* JobQueue
    yield* send("a", { nonsense: true }, "b")
    const { handler: texts, seen } = yield* handler(done)
    yield* Consume.once(texts)
    assert.deepStrictEqual(yield* seen, [["a", "b"]])
    const [letter] = yield* queue.deadLetters("affirmations", 10)
    assert.strictEqual(letter?.reason, "not understood: not a text")
  }).pipe(Effect.provide(Memory.layer)))

it.effect("a job that has to come again does so at once and counts no failure", () =>
  Effect.gen(function*() {
    const queue = yield* JobQueue
    yield* send("a", "b")
    const { handler: texts } = yield* handler((all) =>
      Effect.succeed(all.map((text) => text === "a" ? "done" : "again"))
    )
    yield* Consume.once(texts)
    const [again] = yield* queue.receive("affirmations", { max: 10, visibility: "1 minute", wait: "0 seconds" })
    assert.deepStrictEqual([again?.body, again?.failures, again?.receives], ["b", 0, 1])
  }).pipe(Effect.provide(Memory.layer)))

it.effect("one bad job fails alone: rested three times, then a dead letter", () =>
  Effect.gen(function*() {
    const queue = yield* JobQueue
    yield* send("good", "bad", "fine")
    const { handler: texts, seen } = yield* handler((all) => all.includes("bad") ? Effect.die("broken") : done(all))
    yield* Consume.once(texts)
    assert.deepStrictEqual(yield* seen, [["good", "bad", "fine"], ["good"], ["bad"], ["fine"]])
    assert.deepStrictEqual(yield* stats, { ready: 0, inFlight: 0, delayed: 1, dead: 0 })
    for (let retry = 0; retry < 3; retry++) {
      assert.strictEqual((yield* stats).dead, 0)
      yield* TestClock.adjust("1 hour")
      yield* Consume.once(texts)
    }
    const [letter] = yield* queue.deadLetters("affirmations", 10)
    assert.deepStrictEqual([letter?.body, letter?.reason], ["bad", "failed 4 times"])
  }).pipe(Effect.provide(Memory.layer)))

it.effect("an outage of the store is no failure of the jobs, however long it lasts", () =>
  Effect.gen(function*() {
    const queue = yield* JobQueue
    yield* send("a")
    const { handler: texts } = yield* handler(() =>
      Effect.fail(new StoreUnavailable({ operation: "test", cause: "down" }))
    )
    for (let attempt = 0; attempt < 20; attempt++) {
      assert.strictEqual((yield* Effect.flip(Consume.once(texts)))._tag, "StoreUnavailable")
    }
    const [again] = yield* queue.receive("affirmations", { max: 10, visibility: "1 minute", wait: "0 seconds" })
    assert.deepStrictEqual([again?.body, again?.failures, again?.receives], ["a", 0, 1])
  }).pipe(Effect.provide(Memory.layer)))

it.effect("what is under way when the worker is told to stop is finished first", () =>
  Effect.gen(function*() {
    yield* send("a")
    const { handler: texts } = yield* handler((all) => Effect.andThen(Effect.sleep("5 seconds"), done(all)))
    const worker = yield* Effect.forkChild(Consume.forever(texts))
    yield* TestClock.adjust("1 second")
    const stopping = yield* Effect.forkChild(Fiber.interrupt(worker))
    yield* TestClock.adjust("1 second")
    assert.isTrue(Option.isNone(Option.fromUndefinedOr(stopping.pollUnsafe())))
    yield* TestClock.adjust("5 seconds")
    yield* Fiber.join(stopping)
    assert.deepStrictEqual(yield* stats, { ready: 0, inFlight: 0, delayed: 0, dead: 0 })
  }).pipe(Effect.provide(Memory.layer)))

it.effect("a long batch keeps its jobs", () =>
  Effect.gen(function*() {
    yield* send("a")
    const { handler: texts, seen } = yield* handler((all) => Effect.andThen(Effect.sleep("2 minutes"), done(all)))
    const worker = yield* Effect.forkChild(Consume.once(texts))
    yield* TestClock.adjust("90 seconds")
    assert.deepStrictEqual(yield* stats, { ready: 0, inFlight: 1, delayed: 0, dead: 0 })
    yield* TestClock.adjust("31 seconds")
    yield* Fiber.join(worker)
    assert.strictEqual((yield* seen).length, 1)
  }).pipe(Effect.provide(Memory.layer)))
