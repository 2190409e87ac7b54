import { UserId } from "@lumi/core/accounts/Account"
import { Affirmation, AffirmationId, Wish } from "@lumi/core/affirmations/Affirmation"
import { Tag } from "@lumi/core/affirmations/Tag"
import { LocalDate } from "@lumi/core/LocalDate"
import { RelationshipId } from "@lumi/core/relationships/Relationship"
import { DateTime, Option, Schema } from "effect"

/**
 * A row of a pool. A batch reads them by the thousands, and all of them were decoded when they were written: instants come
 * as the driver gives them, and the rest is only looked at. A third of the time of the model's own way.
 */
export const Row = Schema.Struct({
  id: AffirmationId,
  relationship: RelationshipId,
  author: UserId,
  receiver: UserId,
  text: Schema.String,
  paused: Schema.Boolean,
  timesSent: Schema.Int,
  lastSentAt: Schema.NullOr(Schema.Date),
  createdAt: Schema.Date,
  tags: Schema.Array(Tag),
  scheduledFor: Schema.NullOr(LocalDate),
  loves: Schema.Int,
  replies: Schema.Int,
  wish: Schema.NullOr(Wish)
})

/** What the row is. */
export const affirmation = ({ createdAt, lastSentAt, scheduledFor, ...row }: typeof Row.Type) =>
  new Affirmation({
    ...row,
    createdAt: DateTime.fromDateUnsafe(createdAt),
    lastSentAt: lastSentAt === null ? Option.none() : Option.some(DateTime.fromDateUnsafe(lastSentAt)),
    scheduledFor: Option.fromNullOr(scheduledFor)
  }, { disableChecks: true })
