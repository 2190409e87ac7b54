import { assert, layer as withLayer } from "@effect/vitest"
import { Array, Duration, Effect, type Layer, Option } from "effect"
import { SecureRandom } from "effect/crypto"
import { TestClock } from "effect/testing"
import { layer as crypto } from "../../src/Crypto.ts"
import { type Limit, RateLimit } from "../../src/RateLimit.ts"

const limit: Limit = { name: "test", tokens: 5, window: "50 seconds" }

const fresh = Effect.flatMap(SecureRandom.SecureRandom, (random) => random.uuidV7()).pipe(Effect.provide(crypto))

const takeAll = Effect.fnUntraced(function*(key: string, times: number) {
  const limits = yield* RateLimit
  return yield* Effect.all(Array.makeBy(times, () => limits.take(limit, key)))
})

/** What every RateLimit must do. Each adapter runs it against its own layer. */
export const suite = <E>(name: string, layer: Layer.Layer<RateLimit, E>) =>
  withLayer(layer, { timeout: "4 minutes" })(`RateLimit (${name})`, (it) => {
    it.effect("as much as the bucket holds is let through at once, and then no more", () =>
      Effect.gen(function*() {
        const answers = yield* takeAll(yield* fresh, 7)
        assert.deepStrictEqual(answers.map(Option.isNone), [true, true, true, true, true, false, false])
      }))

    it.effect("who is refused is told when there is a token again, and gets it then", () =>
      Effect.gen(function*() {
        const limits = yield* RateLimit
        const key = yield* fresh
        yield* takeAll(key, 5)
        const wait = Option.getOrThrow(yield* limits.take(limit, key))
        assert.approximately(Duration.toSeconds(wait), 9, 1)
        yield* TestClock.adjust(wait)
        assert.isTrue(Option.isNone(yield* limits.take(limit, key)))
        assert.isTrue(Option.isSome(yield* limits.take(limit, key)))
      }))

    it.effect("a full window later the bucket is full, and not fuller", () =>
      Effect.gen(function*() {
        const key = yield* fresh
        yield* takeAll(key, 5)
        yield* TestClock.adjust("10 minutes")
        assert.deepStrictEqual((yield* takeAll(key, 6)).map(Option.isNone), [true, true, true, true, true, false])
      }))

    it.effect("looking takes nothing", () =>
      Effect.gen(function*() {
        const limits = yield* RateLimit
        const key = yield* fresh
        yield* takeAll(key, 4)
        assert.isTrue(Option.isNone(yield* limits.wait(limit, key)))
        assert.isTrue(Option.isNone(yield* limits.take(limit, key)))
        assert.isTrue(Option.isSome(yield* limits.wait(limit, key)))
      }))

    it.effect("what one does is not counted for another, nor for another limit", () =>
      Effect.gen(function*() {
        const limits = yield* RateLimit
        const key = yield* fresh
        yield* takeAll(key, 6)
        assert.isTrue(Option.isNone(yield* limits.take(limit, yield* fresh)))
        assert.isTrue(Option.isNone(yield* limits.take({ ...limit, name: "other" }, key)))
      }))

    it.effect("of a crowd at once no more than the bucket holds gets through", () =>
      Effect.gen(function*() {
        const limits = yield* RateLimit
        const key = yield* fresh
        const answers = yield* Effect.all(Array.makeBy(40, () => limits.take(limit, key)), { concurrency: "unbounded" })
        assert.strictEqual(answers.filter(Option.isNone).length, 5)
      }))
  })
