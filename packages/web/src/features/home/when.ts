import { dayIn, localDate, time } from "../../i18n/format.ts"
import { home } from "../../i18n/home.ts"

const dayAfter = (day: string): string =>
  new Date(Date.parse(`${day}T12:00:00Z`) + 86_400_000).toISOString().slice(0, 10)

/** A coming instant as somebody in a zone would say it: "tomorrow at 7:30". */
export const saysWhen = (instant: string, zone: string, now: Date = new Date()): string => {
  const day = dayIn(zone, new Date(instant))
  const today = dayIn(zone, now)
  const at = time(instant, zone)
  if (day === today) return home().todayAt(at)
  if (day === dayAfter(today)) return home().tomorrowAt(at)
  return home().dayAt(localDate(day, { weekday: "long", day: "numeric", month: "long" }), at)
}

/** Where a zone is, by its own name: "Europe/Brussels" is "Brussels". */
export const placeOf = (zone: string): string => (zone.split("/").at(-1) ?? zone).replaceAll("_", " ")

type Part = "morning" | "afternoon" | "evening" | "night"

const partAt = (hour: number): Part =>
  hour < 5 ? "night" : hour < 12 ? "morning" : hour < 18 ? "afternoon" : hour < 23 ? "evening" : "night"

/** The time of day as a heading: "Saturday morning". */
export const partOfDay = (zone: string, now: Date = new Date()): string => {
  const hour = Number(
    new Intl.DateTimeFormat("en", { timeZone: zone, hour: "numeric", hourCycle: "h23" }).format(now)
  )
  return home().parts[partAt(hour)](localDate(dayIn(zone, now), { weekday: "long" }))
}
