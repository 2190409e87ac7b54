import { assert, describe, layer } from "@effect/vitest"
import { RateLimit } from "@lumi/core/RateLimit"
import { suite } from "@lumi/core/testing/contracts/RateLimit"
import { Effect, Layer, Option } from "effect"
import { layerRedis } from "../src/RateLimit.ts"
import { missing, RedisServer } from "../testing/RedisServer.ts"

const overRedis = Layer.unwrap(Effect.map(RedisServer, ({ url }) => layerRedis(url)))

describe.skipIf(missing !== undefined)(missing === undefined ? "With Redis" : `With Redis (${missing})`, () => {
  suite("Redis", overRedis.pipe(Layer.provide(RedisServer.layer)))

  layer(RedisServer.layer, { timeout: "4 minutes" })("Two processes on one Redis", (it) => {
    it.effect("count together", () =>
      Effect.gen(function*() {
        const limit = { name: "shared", tokens: 3, window: "1 hour" } as const
        const take = Effect.flatMap(RateLimit, (limits) => limits.take(limit, "ada"))
        const [one, other] = [
          Effect.provide(take, Layer.fresh(overRedis)),
          Effect.provide(take, Layer.fresh(overRedis))
        ]
        const answers = [yield* one, yield* other, yield* one, yield* other, yield* one]
        assert.deepStrictEqual(answers.map(Option.isNone), [true, true, true, false, false])
      }))
  })
})
