import { Duration, Effect, Layer, Option } from "effect"
import { RateLimiter } from "effect/persistence"
import { type Limit, perToken, RateLimit } from "./RateLimit.ts"
import { StoreUnavailable } from "./StoreUnavailable.ts"

const make = Effect.gen(function*() {
  const limiter = yield* RateLimiter.RateLimiter
  const ask = (limit: Limit, key: string, tokens: number) =>
    limiter.consume({
      algorithm: "token-bucket",
      key: `${limit.name} ${key}`,
      limit: limit.tokens,
      window: limit.window,
      tokens
    })
  const unavailable = (cause: unknown) => new StoreUnavailable({ operation: "RateLimit", cause })

  return RateLimit.of({
    take: (limit, key) =>
      ask(limit, key, 1).pipe(
        Effect.as(Option.none()),
        Effect.catch(({ reason }) =>
          reason._tag === "RateLimitExceeded" ? Effect.succeedSome(reason.retryAfter) : Effect.fail(unavailable(reason))
        )
      ),
    wait: (limit, key) =>
      ask(limit, key, 0).pipe(
        Effect.map(({ remaining, resetAfter }) =>
          remaining >= 1
            ? Option.none()
            : Option.some(Duration.millis(Duration.toMillis(resetAfter) - (limit.tokens - 1) * perToken(limit)))
        ),
        Effect.mapError(unavailable)
      )
  })
})

/** Buckets in Redis: all processes that share it count together. Who provides the connection decides where it is. */
export const layer = Layer.effect(RateLimit, make).pipe(
  Layer.provide(RateLimiter.layer),
  Layer.provide(RateLimiter.layerStoreRedis({ prefix: "lumi:limit:" }))
)
