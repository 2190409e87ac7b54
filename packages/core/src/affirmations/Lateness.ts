import { DateTime } from "effect"

/**
 * What becomes of a daily affirmation that could not be sent at its hour, because Lumi was off: for six hours it comes as if
 * nothing had been, later it comes and says so, and near the next one it does not come at all.
 */
export type Lateness =
  | { readonly _tag: "Timely" }
  | { readonly _tag: "Late"; readonly minutes: number }
  | { readonly _tag: "Skipped"; readonly minutes: number }

const patience = 6 * 3_600_000

/** How late it is at an instant, by the hour it was due at and the hour of the next one. */
export const of = (hour: DateTime.Utc, next: DateTime.Utc, now: DateTime.Utc): Lateness => {
  const at = DateTime.toEpochMillis(now)
  const late = at - DateTime.toEpochMillis(hour)
  if (late <= patience) return { _tag: "Timely" }
  return {
    _tag: DateTime.toEpochMillis(next) - at <= patience ? "Skipped" : "Late",
    minutes: Math.floor(late / 60_000)
  }
}
