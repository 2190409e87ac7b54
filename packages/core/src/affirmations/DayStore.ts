import { Context, type Effect, Schema } from "effect"
import { LocalDate } from "../LocalDate.ts"
import type { StoreUnavailable } from "../StoreUnavailable.ts"
import type { Day, Mailbox } from "./DeliveryStore.ts"

/** A date that brought its receiver nothing, and why: the partner's words had run out, or Lumi was off for too long. */
export const Missed = Schema.Struct({ date: LocalDate, why: Schema.Literals(["empty", "late"]) })
export type Missed = typeof Missed.Type

/** What is known of a date: whether its receiver calls it a hard one, and why it brought nothing, if it did not. */
export const Known = Schema.Struct({
  date: LocalDate,
  hard: Schema.Boolean,
  missed: Schema.NullOr(Missed.fields.why)
})
export type Known = typeof Known.Type

/** Port: what is known of a receiver's days besides what was delivered on them. */
export class DayStore extends Context.Service<DayStore, {
  /** Whether its receiver calls it a hard day. */
  readonly setHard: (mailbox: Mailbox, date: LocalDate, hard: boolean) => Effect.Effect<void, StoreUnavailable>
  /** Which of these days are hard ones, in the order asked. */
  readonly hard: (days: ReadonlyArray<Day>) => Effect.Effect<ReadonlyArray<boolean>, StoreUnavailable>
  /** Keeps why these days brought nothing; what is kept of a day already stays. */
  readonly miss: (days: ReadonlyArray<Mailbox & Missed>) => Effect.Effect<void, StoreUnavailable>
  /**
   * What is known of the days from one to another, the latest first. A day that was missed and made up for later stays a
   * missed one; one of which there is nothing to say may be left out.
   */
  readonly between: (
    mailbox: Mailbox,
    from: LocalDate,
    to: LocalDate
  ) => Effect.Effect<ReadonlyArray<Known>, StoreUnavailable>
}>()("@lumi/core/affirmations/DayStore") {}
