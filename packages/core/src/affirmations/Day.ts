import type { LocalDate } from "../LocalDate.ts"
import type { Zone } from "../Zone.ts"
import type { Tag } from "./Tag.ts"

/** What a day is for a couple, as far as affirmations can be meant for it. */
export interface Day {
  readonly date: LocalDate
  /** the tags that hold on it */
  readonly tags: ReadonlySet<Tag>
}

const weekdays: ReadonlyArray<Tag> = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"]
const seasons: ReadonlyArray<Tag> = ["winter", "spring", "summer", "autumn"]

/** Where it is winter in July: all of Australia, and what lies south of the tropics elsewhere. */
const southern = new RegExp(
  "^(Australia/|Antarctica/|Africa/(Johannesburg|Maputo|Maseru|Mbabane|Windhoek|Gaborone|Harare)$|" +
    "America/(Argentina/|Buenos_Aires|Asuncion|Montevideo|Punta_Arenas|Santiago|Sao_Paulo|Campo_Grande|Cordoba|Mendoza|Jujuy|" +
    "Catamarca|Coyhaique)|Atlantic/(South_Georgia|Stanley)$|Indian/(Antananarivo|Kerguelen|Mauritius|Reunion)$|" +
    "Pacific/(Auckland|Chatham|Easter|Noumea|Norfolk|Pitcairn|Tongatapu)$)"
)

/** The season by the calendar: it begins with its month. */
const seasonOf = (date: LocalDate, zone: Zone): Tag => {
  const quarter = Math.floor((Number(date.slice(5, 7)) % 12) / 3)
  return seasons[southern.test(zone) ? (quarter + 2) % 4 : quarter]!
}

/** Whether a leap day is no day of that year. */
const isCommon = (date: LocalDate) => new Date(`${date.slice(0, 4)}-02-29T00:00:00Z`).getUTCMonth() !== 1

/** The same day of a later year; a couple of a leap day has the last of February in the years between. */
export const isAnniversary = (since: LocalDate, date: LocalDate): boolean => {
  const day = since.endsWith("02-29") && isCommon(date) ? "02-28" : since.slice(5)
  return date > since && date.endsWith(day)
}

/** A date in a zone, for a couple that counts from `since`; `hard` when the receiver said that it is a hard one. */
export const of = (date: LocalDate, zone: Zone, since: LocalDate, hard = false): Day => {
  const tags = new Set([weekdays[new Date(`${date}T00:00:00Z`).getUTCDay()]!, seasonOf(date, zone)])
  if (isAnniversary(since, date)) tags.add("anniversary")
  if (hard) tags.add("hard-day")
  return { date, tags }
}
