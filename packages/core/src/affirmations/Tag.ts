import { Schema } from "effect"

/** What an affirmation may be meant for: days of which it is likelier to be drawn. */
export const Tag = Schema.Literals([
  "monday",
  "tuesday",
  "wednesday",
  "thursday",
  "friday",
  "saturday",
  "sunday",
  "spring",
  "summer",
  "autumn",
  "winter",
  "anniversary",
  "hard-day"
])
export type Tag = typeof Tag.Type

/** A few of them, each once. */
export const Tags = Schema.Array(Tag).check(Schema.isMaxLength(5), Schema.isUnique())
export type Tags = typeof Tags.Type
