import { DateTime, Option } from "effect"
import { AffirmationId } from "../../src/affirmations/Affirmation.ts"
import type * as Bias from "../../src/affirmations/Bias.ts"

/** The instant of all draws here. */
export const now = DateTime.makeUnsafe("2026-11-25T08:00:00Z")

/** One of a pool, sent so many days ago, or never. */
export const candidate = (
  n: number,
  sentDaysAgo: number | null = null,
  timesSent = sentDaysAgo === null ? 0 : 1,
  more: Partial<Bias.Candidate> = {}
): Bias.Candidate => ({
  id: AffirmationId.make(`019845e1-682f-7b02-a706-${String(n).padStart(12, "0")}`),
  timesSent,
  lastSentAt: sentDaysAgo === null ? Option.none() : Option.some(DateTime.subtract(now, { days: sentDaysAgo })),
  createdAt: DateTime.subtract(now, { days: 100 }),
  tags: [],
  scheduledFor: Option.none(),
  loves: 0,
  replies: 0,
  wish: null,
  ...more
})
