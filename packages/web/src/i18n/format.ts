import { type Language, language } from "./words.ts"

/** The form of a sentence that goes with a number. */
export const plural = (
  speech: Language,
  count: number,
  forms: { readonly one: string; readonly other: string }
): string => new Intl.PluralRules(speech).select(count) === "one" ? forms.one : forms.other

/** How the person's own country writes what Lumi says in their language: en-US counts differently from en-GB. */
const locale = (): string =>
  navigator.languages.find((one) => one.startsWith(`${language()}-`)) ?? { en: "en-GB", de: "de-DE" }[language()]

/** A number as it is written in the language of now. */
export const number = (value: number, options?: Intl.NumberFormatOptions): string =>
  new Intl.NumberFormat(locale(), options).format(value)

/** An instant as a date, in a zone: "22 November". */
export const date = (
  instant: string,
  zone: string,
  options: Intl.DateTimeFormatOptions = { day: "numeric", month: "long" }
): string => new Intl.DateTimeFormat(locale(), { timeZone: zone, ...options }).format(new Date(instant))

/** A local date ("2025-11-22"), which has no zone. */
export const localDate = (
  day: string,
  options: Intl.DateTimeFormatOptions = { day: "numeric", month: "long" }
): string => date(`${day}T12:00:00Z`, "UTC", options)

/** An instant as a time of day, in a zone: "7:30". */
export const time = (instant: string, zone: string): string =>
  date(instant, zone, { hour: "numeric", minute: "2-digit" })

/** The local date of an instant in a zone, as "2025-11-22". */
export const dayIn = (zone: string, instant: Date = new Date()): string =>
  new Intl.DateTimeFormat("sv", { timeZone: zone, dateStyle: "short" }).format(instant)
