import type { Output } from "../../api/client.ts"
import { reading } from "../../api/reading.ts"

/** Today's letter or why there is none, the partner, the days together. */
export const latest = reading("deliveries.home")

/** A day as Home shows it. */
export type Day = Output<"deliveries.home">
