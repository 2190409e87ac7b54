import { Effect, Option, Schema } from "effect"
import { UserId } from "../accounts/Account.ts"
import { LocalDate } from "../LocalDate.ts"
import { RelationshipId } from "../relationships/Relationship.ts"
import { says } from "../says.ts"
import { text } from "../Text.ts"
import { Uuid } from "../Uuid.ts"
import { AffirmationId, Wish, Words } from "./Affirmation.ts"

/** Identifies one delivery. */
export const DeliveryId = Uuid.pipe(Schema.brand("DeliveryId"))
export type DeliveryId = typeof DeliveryId.Type

/**
 * One factor of the weight that an affirmation had when it was drawn. What was stored once is read for ever: names are only
 * ever added, and so are keys, which may be absent.
 */
export const Factor = Schema.Struct({
  name: Schema.Literals(["count", "recency", "newness", "love", "tag", "wish", "scheduled", "chosen"]),
  multiplier: Schema.Finite,
  /**
   * the figure behind it: times sent, whole days since it was sent, whole days since it was written, hearts and replies; null
   * for never, and where no figure says more
   */
  figure: Schema.NullOr(Schema.Finite),
  /** the tag that held on the day, or the date of a surprise */
  detail: Schema.optionalKey(Schema.String.check(Schema.isMaxLength(32)))
})
export type Factor = typeof Factor.Type

/** Why this one: kept with the delivery, so that it reads the same years later. */
export const Reason = Schema.Struct({
  factors: Schema.Array(Factor),
  /** how many could have been drawn, and how likely this one was */
  outOf: Schema.Int,
  probability: Schema.Finite,
  /** how many minutes after its hour it was sent, when that was too many to pass over */
  late: Schema.optionalKey(Schema.Int)
})
export type Reason = typeof Reason.Type

/** What a receiver answers: "thank you". */
export const Reply = Schema.Struct({ text: text(1, 280), at: Schema.DateTimeUtcFromString })
export type Reply = typeof Reply.Type

/** What a date can bring: its daily affirmation, and one extra that the partner sends by hand. */
export const DeliveryKind = Schema.Literals(["daily", "extra"])
export type DeliveryKind = typeof DeliveryKind.Type

/** One affirmation given to one receiver on one local date; there is at most one of a receiver, a date and a kind. */
export class Delivery extends Schema.Class<Delivery>("Delivery")({
  id: DeliveryId,
  relationship: RelationshipId,
  receiver: UserId,
  date: LocalDate,
  kind: DeliveryKind.pipe(
    Schema.withDecodingDefaultKey(Effect.succeed("daily" as const)),
    Schema.withConstructorDefault(Effect.succeed("daily" as const))
  ),
  affirmation: AffirmationId,
  author: UserId,
  text: Words,
  reason: Reason,
  chosenAt: Schema.DateTimeUtcFromString,
  sentAt: Schema.OptionFromNullOr(Schema.DateTimeUtcFromString),
  lovedAt: Schema.OptionFromNullOr(Schema.DateTimeUtcFromString),
  reply: Schema.OptionFromNullOr(Reply).pipe(
    Schema.withDecodingDefaultKey(Effect.succeed(null)),
    Schema.withConstructorDefault(Effect.succeed(Option.none()))
  ),
  /** whether the receiver wants more of this, or less */
  wish: Schema.NullOr(Wish).pipe(
    Schema.withDecodingDefaultKey(Effect.succeed(null)),
    Schema.withConstructorDefault(Effect.succeed(null))
  )
}) {}

/**
 * Where a delivery is among those of its receiver: `2026-12-01` is the daily one of that date, `2026-12-01#extra` comes after
 * it and before the next date.
 */
export const Place = Schema.Union([
  LocalDate,
  Schema.String.check(Schema.isPattern(/^\d{4}-\d{2}-\d{2}#extra$/)).pipe(Schema.brand("ExtraPlace"))
])
export type Place = typeof Place.Type

/** The place of a date's daily delivery, or of its extra one. */
export const placeOf = ({ date, kind = "daily" }: { readonly date: LocalDate; readonly kind?: DeliveryKind }): Place =>
  kind === "daily" ? date : Place.members[1].make(`${date}#extra`)

/** What is at a place. */
export const atPlace = (place: Place) => ({
  date: LocalDate.make(place.slice(0, 10)),
  kind: place.length > 10 ? "extra" as const : "daily" as const
})

/** What a receiver can say of a delivery. */
export type Answer = Partial<Pick<Delivery, "lovedAt" | "reply" | "wish">>

const there = (answer: Option.Option<unknown>) => Option.isSome(answer) ? 1 : 0

/** A delivery after an answer, and by how much the counts of its affirmation change with it. */
export const answer = (before: Delivery, said: Answer) => {
  const after = new Delivery({ ...before, ...said })
  const difference = (of: "lovedAt" | "reply") => there(after[of]) - there(before[of])
  return { after, loves: difference("lovedAt"), replies: difference("reply") }
}

export class DeliveryNotFound extends Schema.TaggedError<DeliveryNotFound>()(
  "DeliveryNotFound",
  { message: says("Not found.") },
  { httpApiStatus: 404 }
) {}
