import { Clock, Duration, Effect, Layer, Option } from "effect"
import { type Bucket, filled, type Limit, RateLimit, untilOne } from "../../src/RateLimit.ts"

/** A RateLimit that forgets everything with its process. */
export const layer: Layer.Layer<RateLimit> = Layer.sync(RateLimit, () => {
  const buckets = new Map<string, Bucket>()
  const ask = (limit: Limit, key: string, cost: number) =>
    Effect.map(Clock.currentTimeMillis, (now) => {
      const name = `${limit.name} ${key}`
      const bucket = filled(limit, buckets.get(name), now)
      const wait = untilOne(limit, bucket)
      buckets.set(name, wait > 0 ? bucket : { ...bucket, left: bucket.left - cost })
      return wait > 0 ? Option.some(Duration.millis(wait)) : Option.none()
    })
  return RateLimit.of({ take: (limit, key) => ask(limit, key, 1), wait: (limit, key) => ask(limit, key, 0) })
})
