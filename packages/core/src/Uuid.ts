import { Schema } from "effect"

/**
 * UUID v7 in small letters: ids sort by the time they were made, and have one spelling, or one store would know as two
 * what another knows as one. One pattern for both, so that tests can make ids from it.
 */
export const Uuid = Schema.String.check(
  Schema.isPattern(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/, {
    expected: "a UUID v7 in small letters",
    format: "uuid"
  })
)
