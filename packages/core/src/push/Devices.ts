import { Effect } from "effect"
import { most, type PushSubscription } from "./PushSubscription.ts"
import { PushSubscriptionStore } from "./PushSubscriptionStore.ts"

/**
 * Keeps a browser of somebody, in the place of their oldest one when they have too many. Of several that come at once each
 * looks after it was kept, so that in the end the newest stay, whoever looked last.
 */
export const subscribe = Effect.fn("Devices.subscribe")(function*(subscription: PushSubscription) {
  const store = yield* PushSubscriptionStore
  const kept = yield* store.save(subscription)
  const all = yield* store.list(kept.user)
  yield* Effect.forEach(all.slice(0, -most), ({ id, user }) => store.remove(user, id), { discard: true })
  return kept
})
