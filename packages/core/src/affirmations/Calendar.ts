import { DateTime } from "effect"
import { at as dateAt, type LocalDate, plus } from "../LocalDate.ts"
import { rules } from "../Zone.ts"
import * as Due from "./Due.ts"
import type { Slot } from "./Slot.ts"

/** The hour of a slot on one local date, and what the clocks on the wall show by then. */
export interface Hour {
  readonly date: LocalDate
  readonly at: DateTime.Utc
  /** the slot's own time, but where a gap skips that: what comes next to the gap */
  readonly wall: string
  /** a zone that changed sides of the date line has days that never were; nothing comes on them */
  readonly exists: boolean
}

/** What the clocks on the wall of a zone show at an instant, `08:15`. */
export const wallAt = (instant: DateTime.Utc, zone: DateTime.TimeZone): string =>
  DateTime.formatIsoOffset(DateTime.setZone(instant, zone)).slice(11, 16)

/** The hour of a slot on a date. */
export const hour = (slot: Slot, date: LocalDate): Hour => {
  const zone = rules(slot.zone)
  const at = Due.instant(slot, date)
  return { date, at, wall: wallAt(at, zone), exists: dateAt(at, zone) === date }
}

/** The hours of a slot on so many dates in a row. */
export const hours = (slot: Slot, from: LocalDate, days: number): ReadonlyArray<Hour> =>
  Array.from({ length: days }, (_, day) => hour(slot, plus(from, day)))
