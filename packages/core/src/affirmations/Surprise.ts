import { Effect, Option } from "effect"
import type { UserId } from "../accounts/Account.ts"
import { AccountStore } from "../accounts/AccountStore.ts"
import type { LocalDate } from "../LocalDate.ts"
import type { Member } from "../relationships/Member.ts"
import { type AffirmationId, DateOver } from "./Affirmation.ts"
import { AffirmationStore } from "./AffirmationStore.ts"
import { DeliveryStore } from "./DeliveryStore.ts"
import * as Schedule from "./Schedule.ts"

/** The date must be to come where its receiver is: on one that is over, or has had its affirmation, nothing would ever come. */
export const toCome = Effect.fn("Surprise.toCome")(function*(receiver: UserId, date: LocalDate) {
  const accounts = yield* AccountStore
  const deliveries = yield* DeliveryStore
  const account = yield* accounts.find(receiver).pipe(Effect.catchTag("AccountNotFound", Effect.die))
  const { today } = yield* Schedule.of(account)
  const [given] = yield* deliveries.onDays([{ receiver, date }])
  if (date < today || Option.isSome(given!)) return yield* new DateOver({ date })
})

/**
 * Keeps an affirmation for one date of whoever gets it, who sees nothing of it until then; or takes the date away.
 */
export const schedule = Effect.fn("Surprise.schedule")(
  function*({ partner, relationship, user }: Member, id: AffirmationId, date: Option.Option<LocalDate>) {
    const affirmations = yield* AffirmationStore
    const shelf = { relationship: relationship.id, author: user.id }
    if (Option.isSome(date)) {
      // one of somebody else's is not there, whatever the date
      yield* affirmations.find(shelf, id)
      yield* toCome(partner, date.value)
    }
    return yield* affirmations.schedule(shelf, id, date)
  }
)
