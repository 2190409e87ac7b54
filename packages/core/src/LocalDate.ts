import { DateTime, Schema } from "effect"

const exists = Schema.makeFilter<string>((date) => {
  const parsed = new Date(`${date}T00:00:00Z`)
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(date)
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
  LocalDate.make(DateTime.formatIsoDate(DateTime.setZone(instant, zone)))

/** `days` later, or earlier when negative. */
export const plus = (date: LocalDate, days: number): LocalDate =>
  LocalDate.make(DateTime.formatIsoDateUtc(DateTime.add(DateTime.makeUnsafe(`${date}T00:00:00Z`), { days })))

/** Whole days from one to the other. */
export const daysBetween = (from: LocalDate, to: LocalDate): number =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000)
