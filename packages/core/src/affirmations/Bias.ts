import { DateTime } from "effect"
import type { Affirmation } from "./Affirmation.ts"
import type { Day } from "./Day.ts"
import type { Factor } from "./Delivery.ts"

/**
 * How much likelier one affirmation is than another: a product of named factors, each small, bounded and told to the
 * receiver with the figure behind it. The table of them is in docs/an-affirmation.md.
 *
 * Each has a floor above nothing, so that no text is starved by any of them, and a cap, so that none decides alone. What
 * makes a text likely passes: a new one is sent once, one that was just sent waits, one that comes often is counted.
 */
export type Candidate = Pick<
  Affirmation,
  "id" | "timesSent" | "lastSentAt" | "createdAt" | "tags" | "scheduledFor" | "loves" | "replies" | "wish"
>

/** What a weight can be at all, from every floor and every cap together: the loved have been sent and are not new. */
export const least = 1 / 64
export const most = 12

const days = (from: DateTime.Utc, to: DateTime.Utc): number =>
  Math.max(0, (DateTime.toEpochMillis(to) - DateTime.toEpochMillis(from)) / 86_400_000)

/** Rarely sent before often sent, measured against the one of the pool that was sent least: 1 down to a quarter. */
export const count = (timesSent: number, fewest: number): number => Math.max(0.25, 1 / (1 + timesSent - fewest))

/** Long unsent before lately sent: a quarter on the day itself, 1 from thirty days on, and for what was never sent. */
export const recency = (daysSince: number | null): number =>
  daysSince === null ? 1 : Math.min(1, 0.25 + 0.75 * daysSince / 30)

/** What was just written is what the writer has in mind: 2 on its first day, down to 1 after a week. */
export const newness = (daysOld: number, sent: boolean): number => sent ? 1 : Math.max(1, 2 - daysOld / 7)

/** Loved by the receiver: by how many hearts and replies it has for each time it came; 1 up to 2. */
export const love = (hearts: number, timesSent: number): number =>
  timesSent === 0 ? 1 : 1 + Math.min(1, hearts / timesSent)

/** Meant for such a day: 3; meant for others: a half; meant for any: 1. */
export const tag = (tags: Candidate["tags"], day: Day): number =>
  tags.length === 0 ? 1 : tags.some((tag) => day.tags.has(tag)) ? 3 : 0.5

/** Asked for by the receiver: more is 2, less a half. */
export const wish = (wish: Candidate["wish"]): number => wish === null ? 1 : wish === "more" ? 2 : 0.5

const since = ({ lastSentAt }: Candidate, now: DateTime.Utc): number | null =>
  lastSentAt._tag === "Some" ? days(lastSentAt.value, now) : null

/** The factors of one affirmation at an instant; `fewest` is how often the least sent of its pool was sent. */
export const factors = (
  candidate: Candidate,
  fewest: number,
  day: Day,
  now: DateTime.Utc
): ReadonlyArray<Factor> => {
  const { createdAt, loves, replies, tags, timesSent } = candidate
  const unsent = since(candidate, now)
  const old = days(createdAt, now)
  const holds = tags.find((tag) => day.tags.has(tag))
  const all: Array<Factor> = [
    { name: "count", multiplier: count(timesSent, fewest), figure: timesSent },
    { name: "recency", multiplier: recency(unsent), figure: unsent === null ? null : Math.floor(unsent) },
    { name: "newness", multiplier: newness(old, timesSent > 0), figure: Math.floor(old) }
  ]
  // said only where there is something to say
  if (loves + replies > 0) {
    all.push({ name: "love", multiplier: love(loves + replies, timesSent), figure: loves + replies })
  }
  if (tags.length > 0) {
    all.push({ name: "tag", multiplier: tag(tags, day), figure: null, ...(holds !== undefined && { detail: holds }) })
  }
  if (candidate.wish !== null) all.push({ name: "wish", multiplier: wish(candidate.wish), figure: null })
  return all
}

/**
 * The product of the factors without building them: what a draw over a whole pool needs. Reads only what decides; a pool of
 * thousands is as slow as the memory it touches.
 */
export const weight = (candidate: Candidate, fewest: number, day: Day, now: DateTime.Utc): number => {
  const { loves, replies, tags, timesSent } = candidate
  let product = count(timesSent, fewest)
  if (candidate.lastSentAt._tag === "Some") product *= recency(days(candidate.lastSentAt.value, now))
  if (timesSent === 0) product *= newness(days(candidate.createdAt, now), false)
  else if (loves + replies > 0) product *= love(loves + replies, timesSent)
  if (tags.length > 0) product *= tag(tags, day)
  if (candidate.wish !== null) product *= wish(candidate.wish)
  return product
}
