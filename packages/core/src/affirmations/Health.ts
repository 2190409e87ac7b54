import { DateTime, Schema } from "effect"
import type * as Bias from "./Bias.ts"

/** How a pool is doing, for its writer to know before it is empty. */
export const Health = Schema.Struct({
  /** how many can be drawn: neither paused nor kept for a date */
  drawable: Schema.Int,
  /** of these, what the receiver has not seen in the last thirty days: so many days before something familiar comes */
  unseen: Schema.Int,
  /** of these, what was never sent: so many days before anything has to come again */
  fresh: Schema.Int
})
export type Health = typeof Health.Type

/** The health of a pool at an instant, in one pass. */
export const of = (pool: ReadonlyArray<Bias.Candidate>, now: DateTime.Utc): Health => {
  const seen = DateTime.subtract(now, { days: 30 })
  let [drawable, unseen, fresh] = [0, 0, 0]
  for (const { lastSentAt, scheduledFor } of pool) {
    if (scheduledFor._tag === "Some") continue
    drawable += 1
    if (lastSentAt._tag === "None") fresh += 1
    if (lastSentAt._tag === "None" || DateTime.isLessThan(lastSentAt.value, seen)) unseen += 1
  }
  return { drawable, unseen, fresh }
}
