import { Context, type DateTime, type Effect, type Option } from "effect"
import type { UserId } from "../accounts/Account.ts"
import type { LocalDate } from "../LocalDate.ts"
import type { Page } from "../Page.ts"
import type { RelationshipId } from "../relationships/Relationship.ts"
import type { StoreUnavailable } from "../StoreUnavailable.ts"
import type { AffirmationId, Wish } from "./Affirmation.ts"
import type { Delivery, DeliveryId, DeliveryKind, DeliveryNotFound, Place, Reason, Reply } from "./Delivery.ts"
import type { Sought } from "./Sought.ts"

/** Whose deliveries: those that `receiver` got in this relationship. */
export interface Mailbox {
  readonly relationship: RelationshipId
  readonly receiver: UserId
}

/** A receiver's day. */
export interface Day {
  readonly receiver: UserId
  readonly date: LocalDate
}

/** The key of a delivery: a receiver's day, and which of the two it can bring; the daily one when it is not said. */
export interface DeliveryKey extends Day {
  readonly kind?: DeliveryKind
}

/** Port: what was given to whom, on which day. */
export class DeliveryStore extends Context.Service<DeliveryStore, {
  /**
   * Decides once. Keeps each delivery unless its receiver has one of that date and kind, and counts the affirmation as sent in the
   * same step; gives back what is kept for each, in the order asked: this one, or the one of an earlier attempt.
   * One key may be asked once in a call. A delivery whose affirmation is gone by now is `none`, and so is one whose
   * relationship is not, or no longer, active and the receiver's.
   */
  readonly decide: (
    deliveries: ReadonlyArray<Delivery>
  ) => Effect.Effect<ReadonlyArray<Option.Option<Delivery>>, StoreUnavailable>
  /**
   * Marks what is kept under these keys as sent, and adds to its reason how late; what is marked already keeps its first mark.
   * Gives whether each is marked now: once a relationship ends, nothing of it is.
   */
  readonly markSent: (
    keys: ReadonlyArray<Mailbox & DeliveryKey & Pick<Reason, "late">>,
    at: DateTime.Utc
  ) => Effect.Effect<ReadonlyArray<boolean>, StoreUnavailable>
  /** What is kept under each key, in the order asked. */
  readonly onDays: (
    keys: ReadonlyArray<DeliveryKey>
  ) => Effect.Effect<ReadonlyArray<Option.Option<Delivery>>, StoreUnavailable>
  /** What was sent, the latest day first, and of a day its extra one before its daily one. */
  readonly list: (
    mailbox: Mailbox,
    before: Option.Option<Place>,
    limit: number
  ) => Effect.Effect<Page<Delivery, Place>, StoreUnavailable>
  /**
   * What was sent and is what is looked for, in the order of `list`. A store without an index of words looks through so many
   * at a time and then says where to go on: a page with a `next` may hold fewer than `limit`, or none, and what is missing
   * from it between `before` and `next` is not there.
   */
  readonly search: (
    mailbox: Mailbox,
    sought: Sought,
    before: Option.Option<Place>,
    limit: number
  ) => Effect.Effect<Page<Delivery, Place>, StoreUnavailable>
  /** The first date on which something was sent. */
  readonly first: (mailbox: Mailbox) => Effect.Effect<Option.Option<LocalDate>, StoreUnavailable>
  /** A heart given at an instant, or taken back. The affirmation, while it is there, counts the deliveries that have one. */
  readonly love: (
    mailbox: Mailbox,
    id: DeliveryId,
    at: Option.Option<DateTime.Utc>
  ) => Effect.Effect<Delivery, DeliveryNotFound | StoreUnavailable>
  /** A reply in place of the one before, or taken back; counted like hearts. */
  readonly reply: (
    mailbox: Mailbox,
    id: DeliveryId,
    reply: Option.Option<Reply>
  ) => Effect.Effect<Delivery, DeliveryNotFound | StoreUnavailable>
  /** More of this, or less, or as it was; the affirmation has the wish that was said last. */
  readonly wish: (
    mailbox: Mailbox,
    id: DeliveryId,
    wish: Wish | null
  ) => Effect.Effect<Delivery, DeliveryNotFound | StoreUnavailable>
  /**
   * What has a heart or a reply, in the order of `list`; of one affirmation where it is named. A page may hold less than asked
   * for, even nothing, and still go on: how much is looked through in a call is bounded.
   */
  readonly answered: (
    mailbox: Mailbox,
    of: Option.Option<AffirmationId>,
    before: Option.Option<Place>,
    limit: number
  ) => Effect.Effect<Page<Delivery, Place>, StoreUnavailable>
}>()("@lumi/core/affirmations/DeliveryStore") {}
