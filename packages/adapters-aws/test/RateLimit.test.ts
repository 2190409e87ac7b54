import { assert, layer } from "@effect/vitest"
import { RateLimit } from "@lumi/core/RateLimit"
import { suite } from "@lumi/core/testing/contracts/RateLimit"
import { Duration, Effect, Layer, Option } from "effect"
import { TestClock } from "effect/testing"
import { layerDynamo } from "../src/RateLimit.ts"
import { metered } from "../testing/Metered.ts"
import { testTable, withDynamo } from "../testing/Table.ts"

const limit = { name: "ours", tokens: 3, window: "1 minute" } as const
const day = Duration.toMillis("1 day")

withDynamo(() => {
  const limits = Layer.provide(layerDynamo, testTable)
  suite("DynamoDB emulator", limits)

  layer(limits)("RateLimit in the table (DynamoDB emulator)", (it) => {
    it.effect("a clock that was far ahead locks nobody out", () =>
      Effect.gen(function*() {
        const store = yield* RateLimit
        yield* TestClock.setTime(2 * day)
        yield* Effect.repeat(store.take(limit, "ahead"), { times: 3 })
        yield* TestClock.setTime(day)
        assert.deepStrictEqual(yield* store.wait(limit, "ahead"), Option.none())
        assert.deepStrictEqual(yield* store.take(limit, "ahead"), Option.none())
      }))

    it.effect("clocks a moment apart give nobody a token more", () =>
      Effect.gen(function*() {
        const store = yield* RateLimit
        yield* TestClock.setTime(day)
        yield* Effect.repeat(store.take(limit, "apart"), { times: 2 })
        yield* TestClock.setTime(day - 5000)
        assert.isTrue(Option.isSome(yield* store.take(limit, "apart")))
      }))

    it.effect("the first token is one request, the next two, a refusal one, and looking writes nothing", () =>
      Effect.gen(function*() {
        const store = yield* RateLimit
        const cost = (asking: Effect.Effect<unknown, unknown>) =>
          Effect.map(metered(asking), ({ readUnits, requests, writeUnits }) => ({ requests, readUnits, writeUnits }))
        assert.deepStrictEqual(yield* cost(store.take(limit, "cost")), { requests: 1, readUnits: 0, writeUnits: 1 })
        assert.strictEqual((yield* cost(store.take(limit, "cost"))).requests, 2)
        yield* store.take(limit, "cost")
        assert.strictEqual((yield* cost(store.take(limit, "cost"))).requests, 1)
        assert.deepStrictEqual(yield* cost(store.wait(limit, "cost")), { requests: 1, readUnits: 1, writeUnits: 0 })
      }))
  })
})
