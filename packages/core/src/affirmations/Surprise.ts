import { Effect, Option } from "effect"
import { AccountStore } from "../accounts/AccountStore.ts"
import type { LocalDate } from "../LocalDate.ts"
import type { Member } from "../relationships/Member.ts"
import { type AffirmationId, DateOver } from "./Affirmation.ts"
import { AffirmationStore } from "./AffirmationStore.ts"
import { DeliveryStore } from "./DeliveryStore.ts"
import * as Schedule from "./Schedule.ts"

/**
 * Keeps an affirmation for one date of whoever gets it, who sees nothing of it until then; or takes the date away. The date
 * must be to come where they are: on one that is over, or has had its affirmation, nothing would ever come.
 */
export const schedule = Effect.fn("Surprise.schedule")(
  function*({ partner, relationship, user }: Member, id: AffirmationId, date: Option.Option<LocalDate>) {
    const accounts = yield* AccountStore
    const affirmations = yield* AffirmationStore
    const deliveries = yield* DeliveryStore
    const shelf = { relationship: relationship.id, author: user.id }
    if (Option.isSome(date)) {
      // one of somebody else's is not there, whatever the date
      yield* affirmations.find(shelf, id)
      const receiver = yield* accounts.find(partner).pipe(Effect.catchTag("AccountNotFound", Effect.die))
      const { today } = yield* Schedule.of(receiver)
      const [given] = yield* deliveries.onDays([{ receiver: partner, date: date.value }])
      if (date.value < today || Option.isSome(given!)) return yield* new DateOver({ date: date.value })
    }
    return yield* affirmations.schedule(shelf, id, date)
  }
)
