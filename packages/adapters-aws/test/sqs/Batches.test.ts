import { assert, describe, it } from "@effect/vitest"
import { Effect, Fiber } from "effect"
import { TestClock } from "effect/testing"
import { type Answer, type Entry, inBatches } from "../../src/sqs/Batches.ts"

interface Item {
  readonly n: number
}

const items = (count: number): ReadonlyArray<Item> => Array.from({ length: count }, (_, n) => ({ n }))

/** A service that fails or refuses entries as it is told, and remembers what it was asked. */
const service = (fate: (item: Item, request: number) => "done" | "fails" | "refused") => {
  const asked: Array<ReadonlyArray<number>> = []
  const call = (entries: ReadonlyArray<Entry<Item>>) =>
    Effect.sync((): Answer => {
      asked.push(entries.map(({ n }) => n))
      const fates = entries.map((entry) => [entry.Id, fate(entry, asked.length)] as const)
      return {
        Successful: fates.filter(([, fate]) => fate === "done").map(([Id]) => ({ Id })),
        Failed: fates.filter(([, fate]) => fate !== "done").map(([Id, fate]) => ({
          Id,
          SenderFault: fate === "refused",
          Code: fate === "refused" ? "ReceiptHandleIsInvalid" : "InternalError"
        }))
      }
    })
  return { asked, call }
}

const sizeless = () => 0

/** Runs while time passes for those who rest. */
const meanwhile = <A, E>(effect: Effect.Effect<A, E>) =>
  Effect.gen(function*() {
    const fiber = yield* Effect.forkChild(effect)
    yield* TestClock.adjust("1 minute")
    return yield* Fiber.join(fiber)
  })

describe("a batch", () => {
  it.effect("has ten entries at most", () =>
    Effect.gen(function*() {
      const { asked, call } = service(() => "done")
      assert.strictEqual((yield* inBatches("test", items(25), sizeless, call)).length, 25)
      assert.deepStrictEqual(asked.map(({ length }) => length), [10, 10, 5])
    }))

  it.effect("is as small as its bytes want", () =>
    Effect.gen(function*() {
      const { asked, call } = service(() => "done")
      yield* inBatches("test", items(5), () => 400_000, call)
      assert.deepStrictEqual(asked.map(({ length }) => length), [2, 2, 1])
    }))

  it.effect("only what failed in it is asked for again", () =>
    Effect.gen(function*() {
      const { asked, call } = service(({ n }, request) => n % 5 === 0 && request < 3 ? "fails" : "done")
      const accepted = yield* meanwhile(inBatches("test", items(10), sizeless, call))
      assert.deepStrictEqual(accepted.map(({ n }) => n), [0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
      assert.deepStrictEqual(asked, [[0, 1, 2, 3, 4, 5, 6, 7, 8, 9], [0, 5], [0, 5]])
    }))

  it.effect("what is refused in it is not asked for again, and not among the accepted", () =>
    Effect.gen(function*() {
      const { asked, call } = service(({ n }) => n === 1 ? "refused" : "done")
      const accepted = yield* inBatches("test", items(3), sizeless, call)
      assert.deepStrictEqual(accepted.map(({ n }) => n), [0, 2])
      assert.strictEqual(asked.length, 1)
    }))

  it.effect("that fails for ever is given up", () =>
    Effect.gen(function*() {
      const { asked, call } = service(({ n }) => n === 0 ? "fails" : "done")
      const error = yield* meanwhile(Effect.flip(inBatches("test", items(3), sizeless, call)))
      assert.strictEqual(error._tag, "StoreUnavailable")
      assert.include(String(error.cause), "1 entries failed: InternalError")
      assert.strictEqual(asked.length, 7)
    }))
})
