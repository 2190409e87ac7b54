import { Schema } from "effect"
import { UserId } from "../accounts/Account.ts"
import { LocalDate } from "../LocalDate.ts"
import { RelationshipId } from "../relationships/Relationship.ts"
import { Kept } from "../Zone.ts"
import type { DueReceiver } from "./AffirmationSchedule.ts"
import type { DuePart } from "./DuePart.ts"
import { WallTime } from "./Slot.ts"

/** A receiver's daily affirmation of one date, to be delivered. It may be queued twice; it is delivered once. */
export const DailyJob = Schema.Struct({
  receiver: UserId,
  relationship: RelationshipId,
  date: LocalDate,
  /** where that date is the day; when it is over there, so is the job */
  zone: Kept,
  /** the hour it is due at; absent when it is sent by hand, which is never late */
  time: Schema.optionalKey(WallTime)
})
export type DailyJob = typeof DailyJob.Type

/** The jobs of those who are due in a part. */
export const ofPart = (part: DuePart, receivers: ReadonlyArray<DueReceiver>): ReadonlyArray<DailyJob> =>
  receivers.flatMap(({ receiver, relationship, slot }) => {
    const due = part.slots[slot]
    return due === undefined ? [] : [{ receiver, relationship, date: due.date, zone: due.zone, time: due.time }]
  })

const Body = Schema.toCodecJson(DailyJob)

/** As a queue keeps it. */
export const encode = Schema.encodeSync(Body)

/** As a worker reads it; what an older or a foreign hand queued may not fit. */
export const decode = Schema.decodeUnknownResult(Body)

/**
 * What became of a job: `sent` now, `already` sent by an earlier attempt, `empty` because the partner's words have run out,
 * `gone` because the relationship is, `over` because the day is, `early` because it has not begun, `skipped` because it is
 * late and the next one near; `changed` when what was drawn went away before it was decided: try again at once.
 */
export type Outcome = "sent" | "already" | "empty" | "gone" | "over" | "early" | "skipped" | "changed"
