import { DateTime, Option } from "effect"
import type { LocalDate } from "../LocalDate.ts"
import * as Bias from "./Bias.ts"
import type { Day } from "./Day.ts"
import type { Factor, Reason } from "./Delivery.ts"
import * as Rank from "./Rank.ts"

/** What was drawn, and why. */
export interface Drawn<A> {
  readonly affirmation: A
  readonly reason: Reason
}

/** How likely one affirmation is to be the next, exactly, and what makes it so. */
export interface Odds<A> {
  readonly affirmation: A
  readonly probability: number
  /** zero while it waits because it came lately, or for its date */
  readonly weight: number
  readonly factors: ReadonlyArray<Factor>
}

/** The sum of weights, in four at once: each addition would wait for the one before. */
const sum = (weights: Float64Array): number => {
  const { length } = weights
  let a = 0, b = 0, c = 0, d = 0, i = 0
  for (; i + 3 < length; i += 4) {
    a += weights[i]!
    b += weights[i + 1]!
    c += weights[i + 2]!
    d += weights[i + 3]!
  }
  for (; i < length; i++) a += weights[i]!
  return a + b + c + d
}

/** The index that a roll in [0, 1) falls on; -1 when nothing has any weight. No copies. */
export const pick = (weights: Float64Array, roll: number): number => {
  const { length } = weights
  let rest = roll * sum(weights)
  for (let i = 0; i < length; i++) {
    rest -= weights[i]!
    if (rest < 0) return i
  }
  // rounding left a crumb after the last one
  let last = length - 1
  while (last >= 0 && weights[last]! <= 0) last--
  return last
}

/** How many are free at least, so that none comes again before so many others could: half the pool, and three. */
const free = (size: number) => Math.max(3, Math.floor(size / 2))

/** Room for a figure of each of a pool, used again by the next draw: one ends before another begins. */
const column = () => {
  let room = new Float64Array(0)
  return (size: number) => {
    if (room.length < size) room = new Float64Array(2 * size)
    return room.subarray(0, size)
  }
}
const sentOf = column()
const rankOf = column()
const weightOf = column()

/** What has to be known of a whole pool before one of it can be weighed. */
interface Survey {
  /** how often the least sent was sent */
  readonly fewest: number
  /** when each was sent last; before all time when never, after it for a surprise, which is in no draw */
  readonly sent: Float64Array
  /** whatever was sent after this instant has to wait */
  readonly rested: number
}

/**
 * One pass over a pool. Those lately sent have to wait: all but as many as have to be free, which were sent longest ago or
 * never; of those sent at one instant all are free when one is. Nothing repeats while enough others exist; in a pool of up
 * to three everything may.
 */
const survey = (pool: ReadonlyArray<Bias.Candidate>): Survey => {
  const sent = sentOf(pool.length)
  let drawable = 0
  let fewest = Number.MAX_SAFE_INTEGER
  for (let i = 0; i < pool.length; i++) {
    const { lastSentAt, scheduledFor, timesSent } = pool[i]!
    if (scheduledFor._tag === "Some") {
      sent[i] = Infinity
      continue
    }
    drawable += 1
    if (timesSent < fewest) fewest = timesSent
    sent[i] = lastSentAt._tag === "Some" ? DateTime.toEpochMillis(lastSentAt.value) : -Infinity
  }
  if (drawable === 0) return { fewest, sent, rested: -Infinity }
  const ranked = rankOf(pool.length)
  ranked.set(sent)
  return { fewest, sent, rested: Rank.smallest(ranked, Math.min(free(drawable), drawable)) }
}

/** The weight of each; good until the next draw. */
const weigh = (pool: ReadonlyArray<Bias.Candidate>, surveyed: Survey, day: Day, now: DateTime.Utc): Float64Array => {
  const { fewest, rested, sent } = surveyed
  const all = weightOf(pool.length)
  for (let i = 0; i < pool.length; i++) all[i] = sent[i]! <= rested ? Bias.weight(pool[i]!, fewest, day, now) : 0
  return all
}

/** The weight of each affirmation of a pool; zero while it cools down, and for a surprise, which is in no draw. */
export const weights = (pool: ReadonlyArray<Bias.Candidate>, day: Day, now: DateTime.Utc): Float64Array =>
  weigh(pool, survey(pool), day, now).slice()

/** The surprise that was scheduled for a date: it comes whatever a draw would say. */
export const surprise = <A extends Bias.Candidate>(pool: ReadonlyArray<A>, date: LocalDate): A | undefined =>
  pool.find(({ scheduledFor }) => scheduledFor._tag === "Some" && scheduledFor.value === date)

const scheduled = (date: LocalDate): Factor => ({ name: "scheduled", multiplier: 1, figure: null, detail: date })

/**
 * Draws one affirmation of a pool for each roll in [0, 1), none twice, each with the reason that is kept: its probability
 * among those that were left. Fewer than asked come from a pool that has fewer.
 */
export const drawMany = <A extends Bias.Candidate>(
  pool: ReadonlyArray<A>,
  day: Day,
  now: DateTime.Utc,
  rolls: ReadonlyArray<number>
): ReadonlyArray<Drawn<A>> => {
  const surveyed = survey(pool)
  const left = weigh(pool, surveyed, day, now)
  const drawn: Array<Drawn<A>> = []
  let outOf = 0
  for (let i = 0; i < left.length; i++) if (left[i]! > 0) outOf += 1
  for (const roll of rolls) {
    const index = pick(left, roll)
    const affirmation = pool[index]
    if (affirmation === undefined) break
    const probability = left[index]! / sum(left)
    const factors = Bias.factors(affirmation, surveyed.fewest, day, now)
    drawn.push({ affirmation, reason: { factors, outOf, probability } })
    left[index] = 0
    outOf -= 1
  }
  return drawn
}

/** A text that its writer chose: nothing was drawn. */
export const chosen = <A extends Bias.Candidate>(affirmation: A): Drawn<A> => ({
  affirmation,
  reason: { factors: [{ name: "chosen", multiplier: 1, figure: null }], outOf: 1, probability: 1 }
})

/** What comes on a day: its surprise, or one drawn by a roll in [0, 1); none where there is neither. */
export const draw = <A extends Bias.Candidate>(
  pool: ReadonlyArray<A>,
  day: Day,
  now: DateTime.Utc,
  roll: number
): Option.Option<Drawn<A>> => {
  const affirmation = surprise(pool, day.date)
  return affirmation === undefined
    ? Option.fromUndefinedOr(drawMany(pool, day, now, [roll])[0])
    : Option.some({ affirmation, reason: { factors: [scheduled(day.date)], outOf: 1, probability: 1 } })
}

/** How likely each affirmation of a pool is to come on a day, in the order of the pool. */
export const odds = <A extends Bias.Candidate>(
  pool: ReadonlyArray<A>,
  day: Day,
  now: DateTime.Utc
): ReadonlyArray<Odds<A>> => {
  const surveyed = survey(pool)
  const all = weigh(pool, surveyed, day, now)
  const total = sum(all)
  const sure = surprise(pool, day.date)
  return pool.map((affirmation, i) => {
    const weight = all[i]!
    if (affirmation === sure) return { affirmation, probability: 1, weight, factors: [scheduled(day.date)] }
    const probability = sure !== undefined || total === 0 ? 0 : weight / total
    return { affirmation, probability, weight, factors: Bias.factors(affirmation, surveyed.fewest, day, now) }
  })
}
