import { Context, type DateTime, type Effect, type Option } from "effect"
import type { UserId } from "../accounts/Account.ts"
import type { LocalDate } from "../LocalDate.ts"
import type { Page } from "../Page.ts"
import type { RelationshipId } from "../relationships/Relationship.ts"
import type { StoreUnavailable } from "../StoreUnavailable.ts"
import type { Wish } from "./Affirmation.ts"
import type { Delivery, DeliveryId, DeliveryNotFound, Reply } from "./Delivery.ts"

/** Whose deliveries: those that `receiver` got in this relationship. */
export interface Mailbox {
  readonly relationship: RelationshipId
  readonly receiver: UserId
}

/** A receiver's day; the key of a delivery. */
export interface Day {
  readonly receiver: UserId
  readonly date: LocalDate
}

/** Port: what was given to whom, on which day. */
export class DeliveryStore extends Context.Service<DeliveryStore, {
  /**
   * Decides once. Keeps each delivery unless its receiver has one of that date, and counts the affirmation as sent in the
   * same step; gives back what is kept for each, in the order asked: this one, or the one of an earlier attempt.
   * One receiver's day may be asked once in a call. A delivery whose affirmation or relationship is gone by now is `none`.
   */
  readonly decide: (
    deliveries: ReadonlyArray<Delivery>
  ) => Effect.Effect<ReadonlyArray<Option.Option<Delivery>>, StoreUnavailable>
  /** Marks what is kept of these days as sent; what is marked already keeps its first mark. */
  readonly markSent: (days: ReadonlyArray<Day>, at: DateTime.Utc) => Effect.Effect<void, StoreUnavailable>
  /** What is kept of each day, in the order asked. */
  readonly onDays: (
    days: ReadonlyArray<Day>
  ) => Effect.Effect<ReadonlyArray<Option.Option<Delivery>>, StoreUnavailable>
  /** What was sent, the latest day first. */
  readonly list: (
    mailbox: Mailbox,
    before: Option.Option<LocalDate>,
    limit: number
  ) => Effect.Effect<Page<Delivery, LocalDate>, StoreUnavailable>
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
}>()("@lumi/core/affirmations/DeliveryStore") {}
