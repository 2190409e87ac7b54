import { Schema } from "effect"
import { UserId } from "../accounts/Account.ts"
import { LocalDate } from "../LocalDate.ts"
import { RelationshipId } from "../relationships/Relationship.ts"
import { says } from "../says.ts"
import { Uuid } from "../Uuid.ts"
import { AffirmationId, Words } from "./Affirmation.ts"

/** Identifies one delivery. */
export const DeliveryId = Uuid.pipe(Schema.brand("DeliveryId"))
export type DeliveryId = typeof DeliveryId.Type

/** One factor of the weight that an affirmation had when it was drawn. */
export const Factor = Schema.Struct({
  name: Schema.Literals(["count", "recency", "newness"]),
  multiplier: Schema.Finite,
  /** the figure behind it: times sent, whole days since it was sent, whole days since it was written; null for never */
  figure: Schema.NullOr(Schema.Finite)
})
export type Factor = typeof Factor.Type

/** Why this one: kept with the delivery, so that it reads the same years later. */
export const Reason = Schema.Struct({
  factors: Schema.Array(Factor),
  /** how many could have been drawn, and how likely this one was */
  outOf: Schema.Int,
  probability: Schema.Finite
})
export type Reason = typeof Reason.Type

/** One affirmation given to one receiver on one local date; there is at most one of a receiver and a date. */
export class Delivery extends Schema.Class<Delivery>("Delivery")({
  id: DeliveryId,
  relationship: RelationshipId,
  receiver: UserId,
  date: LocalDate,
  affirmation: AffirmationId,
  author: UserId,
  text: Words,
  reason: Reason,
  chosenAt: Schema.DateTimeUtcFromString,
  sentAt: Schema.OptionFromNullOr(Schema.DateTimeUtcFromString),
  lovedAt: Schema.OptionFromNullOr(Schema.DateTimeUtcFromString)
}) {}

export class DeliveryNotFound extends Schema.TaggedError<DeliveryNotFound>()(
  "DeliveryNotFound",
  { message: says("Not found.") },
  { httpApiStatus: 404 }
) {}
