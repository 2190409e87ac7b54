import { Context, type DateTime, type Effect, type Option } from "effect"
import type { UserId } from "../accounts/Account.ts"
import type { LocalDate } from "../LocalDate.ts"
import type { Page } from "../Page.ts"
import type { RelationshipId } from "../relationships/Relationship.ts"
import type { StoreUnavailable } from "../StoreUnavailable.ts"
import type { DueSlot } from "./Due.ts"
import type { DuePart } from "./DuePart.ts"
import type { ReceiverSlot, Slot } from "./Slot.ts"

/** A receiver whose hour has come. */
export interface DueReceiver {
  readonly receiver: UserId
  readonly relationship: RelationshipId
  /** an index into the slots of the part */
  readonly slot: number
}

/**
 * Port: who is due when. Kept by slot, not by the next instant: a delivery rewrites nothing, and summer time needs no rewrite.
 * A receiver holds at most two slots: the one of today and the one that begins on a later date.
 */
export class AffirmationSchedule extends Context.Service<AffirmationSchedule, {
  /**
   * The slot a receiver has from `slot.from` on. The slot of the days before stays; one that was to begin later is replaced.
   */
  readonly set: (slot: ReceiverSlot) => Effect.Effect<void, StoreUnavailable>
  /** The slots of a receiver, by the date they begin. */
  readonly of: (receiver: UserId) => Effect.Effect<ReadonlyArray<ReceiverSlot>, StoreUnavailable>
  /**
   * Those who are due in these slots, cut into parts that many workers can work off at once, each small enough for a
   * message. Slots that nobody has may be left out.
   */
  readonly parts: (slots: ReadonlyArray<DueSlot>) => Effect.Effect<ReadonlyArray<DuePart>, StoreUnavailable>
  /**
   * Everybody of a part whose slot on its date is one of the part's: cost grows with the due, not with all. A page may have fewer
   * than `limit` and yet not be the last: `next` says.
   */
  readonly due: (
    part: DuePart,
    after: Option.Option<string>,
    limit: number
  ) => Effect.Effect<Page<DueReceiver>, StoreUnavailable>
  /** How far the tick got; absent before the first. */
  readonly progress: Effect.Effect<Option.Option<DateTime.Utc>, StoreUnavailable>
  /** Only ever forward: of two ticks at once the later instant stays. */
  readonly advance: (to: DateTime.Utc) => Effect.Effect<void, StoreUnavailable>
}>()("@lumi/core/affirmations/AffirmationSchedule") {}

/** The slot that holds on a date, of those a receiver has. */
export const on = (slots: ReadonlyArray<ReceiverSlot>, date: LocalDate): Slot | undefined =>
  slots.findLast((slot) => slot.from <= date)
