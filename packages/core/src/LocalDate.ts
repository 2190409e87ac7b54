import { DateTime, Schema } from "effect"
import { remembering } from "./Zone.ts"

/** By counting: every job and every row has a date, and making a `Date` of it takes ten times as long. */
const daysOf = (year: number, month: number) =>
  month === 2
    ? (year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28)
    : month === 4 || month === 6 || month === 9 || month === 11
    ? 30
    : month >= 1 && month <= 12
    ? 31
    : 0

const exists = Schema.makeFilter<string>((date) => {
  const day = Number(date.slice(8))
  return day >= 1 && day <= daysOf(Number(date.slice(0, 4)), Number(date.slice(5, 7)))
    ? undefined
    : "is no date of the calendar"
})

/** A day of somebody's own calendar, `2026-11-25`; says nothing about when it begins anywhere. */
export const LocalDate = Schema.String.check(Schema.isPattern(/^[1-9]\d{3}-\d{2}-\d{2}$/), exists).pipe(
  Schema.brand("LocalDate")
)
export type LocalDate = typeof LocalDate.Type

/** The day it is in a zone. */
export const at = (instant: DateTime.Utc, zone: DateTime.TimeZone): LocalDate =>
  dateAt(zone, DateTime.toEpochMillis(instant))

const dateAt = remembering((zone: DateTime.TimeZone, millis: number) =>
  LocalDate.make(DateTime.formatIsoDate(DateTime.setZone(DateTime.makeUnsafe(millis), zone)))
)

/** `days` later, or earlier when negative. */
export const plus = (date: LocalDate, days: number): LocalDate =>
  LocalDate.make(DateTime.formatIsoDateUtc(DateTime.add(DateTime.makeUnsafe(`${date}T00:00:00Z`), { days })))

/** Whole days from one to the other. */
export const daysBetween = (from: LocalDate, to: LocalDate): number =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000)
