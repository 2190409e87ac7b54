import { Context, type Effect, type Option } from "effect"
import type { StoreUnavailable } from "../StoreUnavailable.ts"
import type { Day } from "./DeliveryStore.ts"
import type { Extra, ExtraId, ExtraState } from "./Extra.ts"

/** Port: extras that were asked for. Of a receiver's date one counts: the one that was asked for last. */
export class ExtraStore extends Context.Service<ExtraStore, {
  /**
   * Keeps it when its receiver's date has none, or one that left the date free (`Extra.freeing`), and its id was not asked for
   * on that date before, nor `Extra.most` others. Gives what counts then: this one, or the one that is in its way; none in a
   * relationship that is not active.
   */
  readonly ask: (extra: Extra) => Effect.Effect<Option.Option<Extra>, StoreUnavailable>
  /** What counts on each date, in the order asked. */
  readonly onDays: (days: ReadonlyArray<Day>) => Effect.Effect<ReadonlyArray<Option.Option<Extra>>, StoreUnavailable>
  /**
   * Moves the extra of this id into a state, when it counts and is in one of those it comes from; whoever moves it at the
   * same time, exactly one does. Gives how it is then; none when it does not count.
   */
  readonly move: (
    day: Day,
    id: ExtraId,
    from: ReadonlyArray<ExtraState>,
    to: ExtraState
  ) => Effect.Effect<Option.Option<Extra>, StoreUnavailable>
}>()("@lumi/core/affirmations/ExtraStore") {}
