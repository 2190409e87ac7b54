import { type Limit, perToken, RateLimit } from "@lumi/core/RateLimit"
import { Clock, Config, Duration, Effect, Layer, Option, Redacted, Schema } from "effect"
import { as, Dynamo } from "./Dynamo.ts"
import type { Item, Key } from "./dynamo/Item.ts"

/**
 * A bucket is one number, the instant (milliseconds) at which it will be full again: each token taken moves it on by the time
 * in which one comes back, and there is a token as long as it is at most all tokens but one ahead. That is core's bucket,
 * without having to be read before it is written.
 */
const keyOf = (limit: Limit, key: string): Key => ({ PK: `RL#${limit.name} ${key}`, SK: "BUCKET" })

const decodeFull = Schema.decodeUnknownOption(Schema.Struct({ fullAt: Schema.Number }))

/** How far the clocks of two functions may be apart. A bucket of later than that was filled by a clock that is wrong. */
const tolerated = 60_000

/** The latest instant that a bucket can be full at, by the clock of whoever asks. */
const latestOf = (limit: Limit, now: number) => now + limit.tokens * perToken(limit) + tolerated

/** How long until there is a token, of a bucket as it lies there. */
const untilOne = (limit: Limit, item: Option.Option<Item>, now: number) => {
  const { fullAt } = Option.getOrElse(Option.flatMap(item, (item) => decodeFull(item)), () => ({ fullAt: now }))
  const wait = fullAt > latestOf(limit, now) ? 0 : fullAt - now - (limit.tokens - 1) * perToken(limit)
  return wait > 0 ? Option.some(Duration.millis(Math.ceil(wait))) : Option.none()
}

const make = Effect.gen(function*() {
  const dynamo = yield* Dynamo

  const take = Effect.fnUntraced(function*(limit: Limit, key: string) {
    const now = yield* Clock.currentTimeMillis
    const cost = perToken(limit)
    const tokens = (limit.tokens - 1) * cost
    // the bucket is full a window from now at the latest, and says nothing from then on
    const ttl = Math.ceil((now + limit.tokens * cost) / 1000)

    /** From a full bucket, which may also be one that nobody used; else from what is left. */
    const fromFull = dynamo.update(keyOf(limit, key), {
      by: "SET #fullAt = :next, #ttl = :ttl",
      if: "attribute_not_exists(#fullAt) OR #fullAt <= :now OR #fullAt > :latest",
      values: { next: now + cost, ttl, now, latest: latestOf(limit, now) }
    })
    const fromRest = dynamo.update(keyOf(limit, key), {
      by: "SET #fullAt = #fullAt + :cost, #ttl = :ttl",
      if: "#fullAt <= :latest",
      values: { cost, ttl, latest: now + tokens }
    })
    const waiting = (item: Option.Option<Item>) => untilOne(limit, item, now)

    return yield* fromFull.pipe(
      Effect.as(Option.none<Duration.Duration>()),
      Effect.catchTag("ConditionFailed", ({ item }) =>
        Option.match(waiting(item), {
          onSome: Effect.succeedSome,
          onNone: () => Effect.as(fromRest, Option.none<Duration.Duration>())
        })),
      // others took the rest meanwhile
      Effect.catchTag("ConditionFailed", ({ item }) => Effect.succeed(waiting(item)))
    )
  })

  const wait = Effect.fnUntraced(function*(limit: Limit, key: string) {
    const now = yield* Clock.currentTimeMillis
    return untilOne(limit, yield* dynamo.get(keyOf(limit, key)), now)
  })

  return RateLimit.of({
    take: Effect.fn("RateLimit.take")(take, as("RateLimit.take")),
    wait: Effect.fn("RateLimit.wait")(wait, as("RateLimit.wait"))
  })
})

/** Buckets in the table: all functions count together. */
export const layerDynamo: Layer.Layer<RateLimit, never, Dynamo> = Layer.effect(RateLimit, make)

/** Buckets in Redis, over TLS when the address begins with `rediss://`. Who has none does not load its client. */
export const layerRedis = (url: Redacted.Redacted<string>) =>
  Layer.unwrap(Effect.map(
    Effect.promise(() =>
      Promise.all([import("@lumi/core/SharedRateLimit"), import("@effect/platform-node/NodeRedis")])
    ),
    ([shared, redis]) => Layer.provide(shared.layer, redis.layer({ url: Redacted.value(url) }))
  ))

/** Where all functions count together: the Redis of `REDIS_URL`, else the table. */
export const layer = Layer.unwrap(
  Effect.map(
    Config.option(Config.Redacted("REDIS_URL")),
    Option.match({ onNone: () => layerDynamo, onSome: layerRedis })
  )
)
