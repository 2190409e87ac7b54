import { DateTime, Effect, Option } from "effect"
import type { Account } from "../accounts/Account.ts"
import * as Compose from "./Compose.ts"
import { Answer, PushService } from "./PushService.ts"
import { type PushSubscription, type PushSubscriptionId, PushSubscriptionNotFound } from "./PushSubscription.ts"
import { PushSubscriptionStore } from "./PushSubscriptionStore.ts"

/** How one browser answered a test, and how it stands after that; it does not when it gave its subscription up. */
export interface Tested {
  readonly answer: Answer
  readonly device: Option.Option<PushSubscription>
}

/** Sends a test to one browser of somebody, at once and whatever is known of its push service, and marks how it went. */
export const test = Effect.fn("Testing.test")(function*(user: Account, id: PushSubscriptionId) {
  const service = yield* PushService
  const store = yield* PushSubscriptionStore
  const found = (yield* store.list(user.id)).find((one) => one.id === id)
  if (found === undefined) return yield* new PushSubscriptionNotFound()
  const answer = yield* service.send(found, yield* Compose.test(user))
  const now = yield* DateTime.now
  yield* Answer.$match(answer, {
    Taken: () => store.markTaken(user.id, id, now),
    Gone: () => store.remove(user.id, id),
    TooLong: () => store.markFailed(user.id, id, now, "too long"),
    NotNow: ({ reason }) => store.markFailed(user.id, id, now, reason),
    Refused: ({ reason }) => store.markFailed(user.id, id, now, reason)
  })
  const after = (yield* store.list(user.id)).find((one) => one.id === id)
  return { answer, device: Option.fromUndefinedOr(after) } satisfies Tested as Tested
})
