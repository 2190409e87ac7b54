import { DateTime, Option } from "effect"
import * as Bias from "./Bias.ts"
import type { Reason } from "./Delivery.ts"

/** What was drawn, and why. */
export interface Drawn<A> {
  readonly affirmation: A
  readonly reason: Reason
}

/** The index that a roll in [0, 1) falls on; -1 when nothing has any weight. Two passes, no copies. */
export const pick = (weights: Float64Array, roll: number): number => {
  let total = 0
  for (let i = 0; i < weights.length; i++) total += weights[i]!
  let rest = roll * total
  let last = -1
  for (let i = 0; i < weights.length; i++) {
    const weight = weights[i]!
    if (weight <= 0) continue
    last = i
    rest -= weight
    if (rest < 0) return i
  }
  // rounding may leave a crumb after the last one
  return last
}

/** How many others must be free before one that was sent comes again: half the pool, and three at least. */
const free = (size: number) => Math.max(3, Math.floor(size / 2))

/**
 * Those lately sent that have to wait: all but the `free` that were sent longest ago or never. Nothing repeats while enough
 * others exist; in a pool of up to three everything may.
 */
const cooling = (pool: ReadonlyArray<Bias.Candidate>): (candidate: Bias.Candidate) => boolean => {
  const sent = pool.flatMap(({ lastSentAt }) =>
    Option.isSome(lastSentAt) ? [DateTime.toEpochMillis(lastSentAt.value)] : []
  )
  const waiting = Math.min(sent.length, pool.length - free(pool.length))
  if (waiting <= 0) return () => false
  const since = sent.toSorted((a, b) => b - a)[waiting - 1]!
  return ({ lastSentAt }) => Option.isSome(lastSentAt) && DateTime.toEpochMillis(lastSentAt.value) >= since
}

/** The weight of each affirmation of a pool; zero while it cools down. */
export const weights = (pool: ReadonlyArray<Bias.Candidate>, now: DateTime.Utc): Float64Array => {
  const waits = cooling(pool)
  const least = leastSent(pool)
  const all = new Float64Array(pool.length)
  for (let i = 0; i < pool.length; i++) {
    const candidate = pool[i]!
    all[i] = waits(candidate) ? 0 : Bias.weight(candidate, least, now)
  }
  return all
}

const leastSent = (pool: ReadonlyArray<Bias.Candidate>): number => {
  let least = Number.MAX_SAFE_INTEGER
  for (const { timesSent } of pool) if (timesSent < least) least = timesSent
  return least
}

/** Draws one affirmation of a pool by a roll in [0, 1), with the reason that is kept; none from an empty pool. */
export const draw = <A extends Bias.Candidate>(
  pool: ReadonlyArray<A>,
  now: DateTime.Utc,
  roll: number
): Option.Option<Drawn<A>> => {
  const all = weights(pool, now)
  const index = pick(all, roll)
  const affirmation = pool[index]
  if (affirmation === undefined) return Option.none()
  let total = 0
  let outOf = 0
  for (const weight of all) {
    total += weight
    if (weight > 0) outOf++
  }
  return Option.some({
    affirmation,
    reason: {
      factors: Bias.factors(affirmation, leastSent(pool), now),
      outOf,
      probability: all[index]! / total
    }
  })
}
