import type { Output } from "../../api/client.ts"
import { reading } from "../../api/reading.ts"

/** Today's letter or why there is none, the partner, the days together. */
export const latest = reading("deliveries.home")

/** A day as Home shows it. */
export type Day = Output<"deliveries.home">

/** What came today, the latest first: the daily letter, and one that was sent by hand. Snapshots of before know only the one. */
export const lettersOf = ({ extra, today }: Pick<Day, "extra" | "today">): ReadonlyArray<NonNullable<Day["today"]>> =>
  [today, extra].filter((letter) => letter != null).toSorted((a, b) => a.chosenAt < b.chosenAt ? 1 : -1)
