import { describe } from "@effect/vitest"
import { missing, RedisServer } from "@lumi/adapters-local/testing/RedisServer"
import { suite } from "@lumi/core/testing/contracts/RateLimit"
import { Effect, Layer } from "effect"
import { layerRedis } from "../src/RateLimit.ts"

const overRedis = Layer.unwrap(Effect.map(RedisServer, ({ url }) => layerRedis(url)))

describe.skipIf(missing !== undefined)(missing === undefined ? "With Redis" : `With Redis (${missing})`, () => {
  suite("Redis", overRedis.pipe(Layer.provide(RedisServer.layer)))
})
