import { DateTime, Option } from "effect"
import type { LocalDate } from "../LocalDate.ts"
import * as Bias from "./Bias.ts"
import type { Day } from "./Day.ts"
import type { Factor, Reason } from "./Delivery.ts"

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

/** The index that a roll in [0, 1) falls on; -1 when nothing has any weight. No copies. */
export const pick = (weights: Float64Array, roll: number): number => {
  let rest = roll * sum(weights)
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

const sum = (weights: Float64Array): number => {
  let total = 0
  for (let i = 0; i < weights.length; i++) total += weights[i]!
  return total
}

/** How many others must be free before one that was sent comes again: half the pool, and three at least. */
const free = (size: number) => Math.max(3, Math.floor(size / 2))

/** What has to be known of a whole pool before one of it can be weighed. */
interface Survey {
  /** how often the least sent was sent */
  readonly fewest: number
  /** whatever was sent at this instant or later has to wait */
  readonly cooling: number
}

/**
 * One pass over a pool. Those lately sent have to wait: all but as many as have to be free, which were sent longest ago or
 * never. Nothing repeats while enough others exist; in a pool of up to three everything may.
 */
const survey = (pool: ReadonlyArray<Bias.Candidate>): Survey => {
  const sent = new Float64Array(pool.length)
  let [drawable, count, fewest] = [0, 0, Number.MAX_SAFE_INTEGER]
  for (const { lastSentAt, scheduledFor, timesSent } of pool) {
    if (scheduledFor._tag === "Some") continue
    drawable += 1
    if (timesSent < fewest) fewest = timesSent
    if (lastSentAt._tag === "Some") sent[count++] = DateTime.toEpochMillis(lastSentAt.value)
  }
  const waiting = Math.min(count, drawable - free(drawable))
  if (waiting <= 0) return { fewest, cooling: Infinity }
  const instants = sent.subarray(0, count).toSorted()
  const cooling = instants[count - waiting]!
  // of those sent at one instant none has to wait when not all of them can
  return { fewest, cooling: instants[count - waiting - 1] === cooling ? cooling + 1 : cooling }
}

const isFree = ({ lastSentAt, scheduledFor }: Bias.Candidate, { cooling }: Survey) =>
  scheduledFor._tag === "None" && (lastSentAt._tag === "None" || DateTime.toEpochMillis(lastSentAt.value) < cooling)

const weigh = (pool: ReadonlyArray<Bias.Candidate>, surveyed: Survey, day: Day, now: DateTime.Utc): Float64Array => {
  const all = new Float64Array(pool.length)
  for (let i = 0; i < pool.length; i++) {
    const candidate = pool[i]!
    if (isFree(candidate, surveyed)) all[i] = Bias.weight(candidate, surveyed.fewest, day, now)
  }
  return all
}

/** The weight of each affirmation of a pool; zero while it cools down, and for a surprise, which is in no draw. */
export const weights = (pool: ReadonlyArray<Bias.Candidate>, day: Day, now: DateTime.Utc): Float64Array =>
  weigh(pool, survey(pool), day, now)

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
