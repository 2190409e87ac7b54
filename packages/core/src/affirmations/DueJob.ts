import { Schema } from "effect"
import { DuePart } from "./DuePart.ts"

/** A part of those who are due, or what is left of it, whose daily jobs are to be queued. */
export const DueJob = Schema.Struct({
  part: DuePart,
  /** where an earlier attempt stopped */
  after: Schema.OptionFromNullOr(Schema.String.check(Schema.isMaxLength(512)))
})
export type DueJob = typeof DueJob.Type

const Body = Schema.toCodecJson(DueJob)

/** As a queue keeps it. */
export const encode = Schema.encodeSync(Body)

/** As a worker reads it; what an older or a foreign hand queued may not fit. */
export const decode = Schema.decodeUnknownResult(Body)
