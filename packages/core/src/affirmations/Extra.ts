import { DateTime, Schema } from "effect"
import { UserId } from "../accounts/Account.ts"
import { LocalDate } from "../LocalDate.ts"
import { RelationshipId } from "../relationships/Relationship.ts"
import { says } from "../says.ts"
import { Uuid } from "../Uuid.ts"
import { Kept } from "../Zone.ts"
import { AffirmationId } from "./Affirmation.ts"

/** Identifies one extra; minted by whoever asks for it, so that asking twice is asking once. */
export const ExtraId = Uuid.pipe(Schema.brand("ExtraId"))
export type ExtraId = typeof ExtraId.Type

/**
 * Why an extra came to nothing: the pool had run `empty`; the chosen text was `deleted`, `paused` or `kept` for a date in
 * between; the date was `over` before anybody worked, or the couple had `parted`.
 */
export const Unsent = Schema.Literals(["empty", "deleted", "paused", "kept", "over", "parted"])
export type Unsent = typeof Unsent.Type

/** `asked` can be `withdrawn` until a worker has `taken` it; what is taken is `sent`, or came to nothing. */
export const ExtraState = Schema.Literals(["asked", "withdrawn", "taken", "sent", ...Unsent.literals])
export type ExtraState = typeof ExtraState.Type

/** After these the date is free for another one. */
export const freeing: ReadonlyArray<ExtraState> = ["withdrawn", ...Unsent.literals]

/** How often one can be asked for on a date, taken back or not. */
export const most = 20

/** How long whoever asked can take it back: it waits in the queue, so no page has to stay open. */
export const grace = "10 seconds"

/** One affirmation that `author` wants `receiver` to have now, besides the daily one. */
export class Extra extends Schema.Class<Extra>("Extra")({
  id: ExtraId,
  relationship: RelationshipId,
  author: UserId,
  receiver: UserId,
  /** the receiver's date on which it comes, and where that date is the day */
  date: LocalDate,
  zone: Kept,
  /** the text that was chosen; none when one is to be drawn */
  affirmation: Schema.OptionFromNullOr(AffirmationId),
  state: ExtraState,
  askedAt: Schema.DateTimeUtcFromString
}) {}

/** When a worker takes it, at the earliest. */
export const goesAt = ({ askedAt }: Extra): DateTime.Utc => DateTime.addDuration(askedAt, grace)

export class ExtraNotFound extends Schema.TaggedError<ExtraNotFound>()(
  "ExtraNotFound",
  { message: says("Not found.") },
  { httpApiStatus: 404 }
) {}

/** The receiver's date has had its extra, or has one on its way. */
export class ExtraUsed extends Schema.TaggedError<ExtraUsed>()(
  "ExtraUsed",
  {
    nextAt: Schema.DateTimeUtcFromString,
    message: says("One was sent today. The next can go when their next day begins.")
  },
  { httpApiStatus: 409 }
) {}

/** There is `none` written; all of it is `resting`, paused or kept for a date; or the chosen one is `paused` or `kept`. */
export class NothingToSend extends Schema.TaggedError<NothingToSend>()(
  "NothingToSend",
  {
    why: Schema.Literals(["none", "resting", "paused", "kept"]),
    message: says("There is nothing that can be sent. Write something, or let one out of its pause.")
  },
  { httpApiStatus: 409 }
) {}

/** A worker has it already: it is sent, or about to be. */
export class TooLate extends Schema.TaggedError<TooLate>()(
  "TooLate",
  { message: says("It is on its way already.") },
  { httpApiStatus: 409 }
) {}
