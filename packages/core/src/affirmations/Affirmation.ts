import { Effect, Option, Schema } from "effect"
import { UserId } from "../accounts/Account.ts"
import { LocalDate } from "../LocalDate.ts"
import { RelationshipId } from "../relationships/Relationship.ts"
import { says } from "../says.ts"
import { text } from "../Text.ts"
import { Uuid } from "../Uuid.ts"
import { type Tag, Tags } from "./Tag.ts"

/** Identifies one affirmation; minted by whoever writes it, so that writing it twice is writing it once. */
export const AffirmationId = Uuid.pipe(Schema.brand("AffirmationId"))
export type AffirmationId = typeof AffirmationId.Type

/** What one partner says to the other. */
export const Words = text(1, 280)

const Count = Schema.Int.check(Schema.isGreaterThanOrEqualTo(0))

/** A count of what nobody counted at first: what was kept before has none of it. */
const CountSinceThen = Count.pipe(
  Schema.withDecodingDefaultKey(Effect.succeed(0)),
  Schema.withConstructorDefault(Effect.succeed(0))
)

/** What a receiver says of words that came: more of this, or less. */
export const Wish = Schema.Literals(["more", "less"])
export type Wish = typeof Wish.Type

/** A text that `author` wrote for `receiver`, and what has become of it. */
export class Affirmation extends Schema.Class<Affirmation>("Affirmation")({
  id: AffirmationId,
  relationship: RelationshipId,
  author: UserId,
  receiver: UserId,
  text: Words,
  paused: Schema.Boolean,
  timesSent: Count,
  lastSentAt: Schema.OptionFromNullOr(Schema.DateTimeUtcFromString),
  createdAt: Schema.DateTimeUtcFromString,
  /** what days it is meant for; it may come on others */
  tags: Tags.pipe(
    Schema.withDecodingDefaultKey(Effect.succeed([])),
    Schema.withConstructorDefault(Effect.sync((): ReadonlyArray<Tag> => []))
  ),
  /** the one date on which it comes, as a surprise; it is in no draw */
  scheduledFor: Schema.OptionFromNullOr(LocalDate).pipe(
    Schema.withDecodingDefaultKey(Effect.succeed(null)),
    Schema.withConstructorDefault(Effect.succeed(Option.none()))
  ),
  /** how many of its deliveries have a heart, and a reply */
  loves: CountSinceThen,
  replies: CountSinceThen,
  /** what its receiver said last */
  wish: Schema.NullOr(Wish).pipe(
    Schema.withDecodingDefaultKey(Effect.succeed(null)),
    Schema.withConstructorDefault(Effect.succeed(null))
  )
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

/** Another surprise has that date already. */
export class DateTaken extends Schema.TaggedError<DateTaken>()(
  "DateTaken",
  { date: LocalDate, message: says("Another surprise comes on that date. Choose another one.") },
  { httpApiStatus: 409 }
) {}

/** On that date nothing can come any more. */
export class DateOver extends Schema.TaggedError<DateOver>()(
  "DateOver",
  {
    date: LocalDate,
    message: says("That date is over where they are, or has had its affirmation. Choose a later one.")
  },
  { httpApiStatus: 409 }
) {}
