import * as NodeRedis from "@effect/platform-node/NodeRedis"
import { type Bucket, filled, type Limit, RateLimit, untilOne } from "@lumi/core/RateLimit"
import * as SharedRateLimit from "@lumi/core/SharedRateLimit"
import { Clock, Config, Duration, Effect, Layer, Option, Redacted } from "effect"

/** How many buckets are looked at before the full ones, which say nothing, are dropped. */
const crowd = 10_000

/** Buckets of this process alone. */
export const layerMemory: Layer.Layer<RateLimit> = Layer.sync(RateLimit, () => {
  const buckets = new Map<string, { readonly limit: Limit; readonly bucket: Bucket }>()
  let sweepAbove = crowd

  const sweep = (now: number) => {
    for (const [name, { bucket, limit }] of buckets) {
      if (filled(limit, bucket, now).left >= limit.tokens) buckets.delete(name)
    }
    sweepAbove = Math.max(crowd, buckets.size * 2)
  }
  const ask = (limit: Limit, key: string, cost: number) =>
    Effect.map(Clock.currentTimeMillis, (now) => {
      if (buckets.size >= sweepAbove) sweep(now)
      const name = `${limit.name} ${key}`
      const bucket = filled(limit, buckets.get(name)?.bucket, now)
      const wait = untilOne(limit, bucket)
      buckets.set(name, { limit, bucket: wait > 0 ? bucket : { ...bucket, left: bucket.left - cost } })
      return wait > 0 ? Option.some(Duration.millis(wait)) : Option.none()
    })
  return RateLimit.of({ take: (limit, key) => ask(limit, key, 1), wait: (limit, key) => ask(limit, key, 0) })
})

/** Buckets in Redis: all processes that share it count together. */
export const layerRedis = (url: Redacted.Redacted<string>) =>
  Layer.provide(SharedRateLimit.layer, NodeRedis.layer({ url: Redacted.value(url) }))

/** `REDIS_URL`: where several processes count together. Without it each counts for itself. */
export const layer = Layer.unwrap(
  Effect.map(
    Config.option(Config.Redacted("REDIS_URL")),
    Option.match({ onNone: () => layerMemory, onSome: layerRedis })
  )
)
