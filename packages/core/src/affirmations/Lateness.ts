import { DateTime, Effect } from "effect"
import { plus } from "../LocalDate.ts"
import { AffirmationSchedule, on } from "./AffirmationSchedule.ts"
import type { DailyJob } from "./DailyJob.ts"
import * as Due from "./Due.ts"

/**
 * What becomes of a daily affirmation that could not be sent at its hour, because Lumi was off: for six hours it comes as if
 * nothing had been, later it comes and says so, and near the next one it does not come at all.
 */
export type Lateness =
  | { readonly _tag: "Timely" }
  | { readonly _tag: "Late"; readonly minutes: number }
  | { readonly _tag: "Skipped"; readonly minutes: number }

const patience = 6 * 3_600_000

const between = (from: DateTime.Utc, to: DateTime.Utc) => DateTime.toEpochMillis(to) - DateTime.toEpochMillis(from)

const isTimely = (hour: DateTime.Utc, now: DateTime.Utc) => between(hour, now) <= patience

/** How late it is at an instant, by the hour it was due at and the hour of the next one. */
export const of = (hour: DateTime.Utc, next: DateTime.Utc, now: DateTime.Utc): Lateness => {
  if (isTimely(hour, now)) return { _tag: "Timely" }
  const minutes = Math.floor(between(hour, now) / 60_000)
  return { _tag: between(now, next) <= patience ? "Skipped" : "Late", minutes }
}

/** How late a job is, by the hour its receiver has on the day after; what is sent by hand is not. */
export const ofJob = Effect.fnUntraced(function*({ date, receiver, time, zone }: DailyJob, now: DateTime.Utc) {
  const schedule = yield* AffirmationSchedule
  const timely: Lateness = { _tag: "Timely" }
  if (time === undefined) return timely
  const hour = Due.instant({ zone, time }, date)
  if (isTimely(hour, now)) return timely
  const tomorrow = plus(date, 1)
  return of(hour, Due.instant(on(yield* schedule.of(receiver), tomorrow) ?? { zone, time }, tomorrow), now)
})
