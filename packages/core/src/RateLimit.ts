import { Context, Duration, type Effect, type Option } from "effect"
import type { StoreUnavailable } from "./StoreUnavailable.ts"

/** A bucket of `tokens` that fills up evenly in `window`: so much at once, and so much in the long run. */
export interface Limit {
  readonly name: string
  readonly tokens: number
  readonly window: Duration.Input
}

/** Port: how often somebody may do something. All processes of an instance count together where its family can. */
export class RateLimit extends Context.Service<RateLimit, {
  /** Takes one token of what `key` has left; when there is none, takes nothing and says how long until there is one. */
  readonly take: (limit: Limit, key: string) => Effect.Effect<Option.Option<Duration.Duration>, StoreUnavailable>
  /** How long until there is a token, without taking it. */
  readonly wait: (limit: Limit, key: string) => Effect.Effect<Option.Option<Duration.Duration>, StoreUnavailable>
}>()("@lumi/core/RateLimit") {}

/** What is left in a bucket, as of an instant (milliseconds). */
export interface Bucket {
  readonly left: number
  readonly at: number
}

/** Milliseconds in which one token comes back. */
export const perToken = ({ tokens, window }: Limit): number => Duration.toMillis(window) / tokens

/** A bucket as it is now; one that nobody used is full. */
export const filled = (limit: Limit, bucket: Bucket | undefined, now: number): Bucket =>
  bucket === undefined ? { left: limit.tokens, at: now } : {
    left: Math.min(limit.tokens, bucket.left + Math.max(0, now - bucket.at) / perToken(limit)),
    at: now
  }

/** Milliseconds until a bucket has a whole token; 0 when it has one. */
export const untilOne = (limit: Limit, { left }: Bucket): number =>
  left >= 1 ? 0 : Math.ceil((1 - left) * perToken(limit))
