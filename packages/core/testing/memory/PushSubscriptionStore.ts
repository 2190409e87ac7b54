import { Effect, Layer, Option } from "effect"
import type { UserId } from "../../src/accounts/Account.ts"
import {
  PushEndpointTaken,
  PushSubscription,
  type PushSubscriptionId,
  PushSubscriptionNotFound,
  remembered
} from "../../src/push/PushSubscription.ts"
import { PushSubscriptionStore } from "../../src/push/PushSubscriptionStore.ts"
import { byId, step } from "./Tables.ts"

/** A PushSubscriptionStore that forgets everything with its process. */
export const layer: Layer.Layer<PushSubscriptionStore> = Layer.effect(
  PushSubscriptionStore,
  Effect.sync(() => {
    const subscriptions = new Map<PushSubscriptionId, PushSubscription>()
    const all = () => [...subscriptions.values()]
    const of = (user: UserId, id: PushSubscriptionId) => {
      const found = subscriptions.get(id)
      return found?.user === user ? found : undefined
    }
    const put = (subscription: PushSubscription) => {
      subscriptions.set(subscription.id, subscription)
      return subscription
    }
    const change = (
      user: UserId,
      id: PushSubscriptionId,
      by: (found: PushSubscription) => Partial<PushSubscription>
    ) => {
      const found = of(user, id)
      return found === undefined ? undefined : put(new PushSubscription({ ...found, ...by(found) }))
    }
    return PushSubscriptionStore.of({
      save: (subscription) =>
        step<PushSubscription, PushEndpointTaken>(() => {
          const { auth, endpoint, p256dh, user } = subscription
          const kept = all().find((one) => one.endpoint === endpoint)
          if (kept === undefined) return put(subscription)
          if (kept.user !== user) return Effect.fail(new PushEndpointTaken())
          return put(new PushSubscription({ ...kept, auth, p256dh }))
        }),
      list: (user) => step(() => all().filter((one) => one.user === user).toSorted(byId)),
      subscribed: (users) => step(() => users.filter((user) => all().some((one) => one.user === user))),
      rename: (user, id, name) =>
        step<PushSubscription, PushSubscriptionNotFound>(() =>
          change(user, id, () => ({ name })) ?? Effect.fail(new PushSubscriptionNotFound())
        ),
      remove: (user, id) =>
        step(() => {
          if (of(user, id) !== undefined) subscriptions.delete(id)
        }),
      markTaken: (user, id, at, notification) =>
        step(() => {
          change(user, id, ({ taken }) => ({
            acceptedAt: Option.some(at),
            failures: 0,
            failedAt: Option.none(),
            error: null,
            taken: notification === undefined || taken.includes(notification)
              ? taken
              : [...taken, notification].slice(-remembered)
          }))
        }),
      markFailed: (user, id, at, error) =>
        step(() => {
          change(user, id, ({ failures }) => ({ failures: failures + 1, failedAt: Option.some(at), error }))
        })
    })
  })
)
