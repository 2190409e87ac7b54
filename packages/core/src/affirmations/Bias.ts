import { DateTime } from "effect"
import type { Affirmation } from "./Affirmation.ts"
import type { Factor } from "./Delivery.ts"

/**
 * How much likelier one affirmation is than another: a product of named factors, each small, bounded and told to the
 * receiver with the figure behind it. The table of them is in docs/an-affirmation.md.
 */
export type Candidate = Pick<Affirmation, "id" | "timesSent" | "lastSentAt" | "createdAt">

const days = (from: DateTime.Utc, to: DateTime.Utc): number =>
  Math.max(0, (DateTime.toEpochMillis(to) - DateTime.toEpochMillis(from)) / 86_400_000)

/** Rarely sent before often sent, measured against the one of the pool that was sent least: 1 down to 0.1. */
export const count = (timesSent: number, least: number): number => Math.max(0.1, 1 / (1 + timesSent - least))

/** Long unsent before lately sent: 0.1 on the day itself, 1 from thirty days on, and for what was never sent. */
export const recency = (daysSince: number | null): number =>
  daysSince === null ? 1 : Math.min(1, 0.1 + 0.9 * daysSince / 30)

/** What was just written is what the writer has in mind: 2 on its first day, down to 1 after a week. */
export const newness = (daysOld: number, sent: boolean): number => sent ? 1 : Math.max(1, 2 - daysOld / 7)

/** The factors of one affirmation at an instant; `least` is how often the least sent of its pool was sent. */
export const factors = (candidate: Candidate, least: number, now: DateTime.Utc): ReadonlyArray<Factor> => {
  const since = candidate.lastSentAt._tag === "Some" ? days(candidate.lastSentAt.value, now) : null
  const old = days(candidate.createdAt, now)
  return [
    { name: "count", multiplier: count(candidate.timesSent, least), figure: candidate.timesSent },
    { name: "recency", multiplier: recency(since), figure: since === null ? null : Math.floor(since) },
    { name: "newness", multiplier: newness(old, candidate.timesSent > 0), figure: Math.floor(old) }
  ]
}

/** The product of the factors without building them: what a draw over a whole pool needs. */
export const weight = (candidate: Candidate, least: number, now: DateTime.Utc): number => {
  const since = candidate.lastSentAt._tag === "Some" ? days(candidate.lastSentAt.value, now) : null
  return count(candidate.timesSent, least) * recency(since) *
    newness(days(candidate.createdAt, now), candidate.timesSent > 0)
}
