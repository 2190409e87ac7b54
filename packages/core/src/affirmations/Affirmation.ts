import { Schema } from "effect"
import { UserId } from "../accounts/Account.ts"
import { RelationshipId } from "../relationships/Relationship.ts"
import { says } from "../says.ts"
import { text } from "../Text.ts"
import { Uuid } from "../Uuid.ts"

/** Identifies one affirmation; minted by whoever writes it, so that writing it twice is writing it once. */
export const AffirmationId = Uuid.pipe(Schema.brand("AffirmationId"))
export type AffirmationId = typeof AffirmationId.Type

/** What one partner says to the other. */
export const Words = text(1, 280)

/** A text that `author` wrote for `receiver`, and what has become of it. */
export class Affirmation extends Schema.Class<Affirmation>("Affirmation")({
  id: AffirmationId,
  relationship: RelationshipId,
  author: UserId,
  receiver: UserId,
  text: Words,
  paused: Schema.Boolean,
  timesSent: Schema.Int.check(Schema.isGreaterThanOrEqualTo(0)),
  lastSentAt: Schema.OptionFromNullOr(Schema.DateTimeUtcFromString),
  createdAt: Schema.DateTimeUtcFromString
}) {}

export class AffirmationNotFound extends Schema.TaggedError<AffirmationNotFound>()(
  "AffirmationNotFound",
  { message: says("Not found.") },
  { httpApiStatus: 404 }
) {}

/** How many affirmations one partner can keep for the other. */
export const most = 10_000

export class TooManyAffirmations extends Schema.TaggedError<TooManyAffirmations>()(
  "TooManyAffirmations",
  { most: Schema.Int, message: says("There is no room for more affirmations. Delete some first.") },
  { httpApiStatus: 409 }
) {}
