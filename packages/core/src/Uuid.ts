import { Schema } from "effect"

/**
 * UUID v7 in small letters: ids sort by the time they were made, and have one spelling, or one store would know as two
 * what another knows as one.
 */
export const Uuid = Schema.String.check(Schema.isUUID(7), Schema.isLowercased())
