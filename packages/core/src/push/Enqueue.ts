import { type Duration, Effect } from "effect"
import type { Delivery } from "../affirmations/Delivery.ts"
import type { Notification } from "../notifications/Notification.ts"
import { JobQueue } from "../queue/JobQueue.ts"
import { encode } from "./PushJob.ts"
import { PushSubscriptionStore } from "./PushSubscriptionStore.ts"

/** What was recorded, and of which delivery. */
export interface Recorded {
  readonly notification: Notification
  readonly delivery: Delivery
}

/**
 * Queues what was recorded for the browsers of its users, where they have any. Whoever records does this next, before they
 * say of themselves that they are done: killed in between, they come again and queue it then. What is queued twice is told
 * once.
 */
export const enqueue = Effect.fn("Enqueue.enqueue")(
  function*(recorded: ReadonlyArray<Recorded>, options?: { readonly delay?: Duration.Input }) {
    const queue = yield* JobQueue
    const store = yield* PushSubscriptionStore
    const users = [...new Set(recorded.map(({ notification }) => notification.user))]
    const subscribed = new Set(yield* store.subscribed(users))
    const jobs = recorded.filter(({ notification }) => subscribed.has(notification.user)).map((
      { delivery, notification }
    ) =>
      encode({
        user: notification.user,
        notification: notification.id,
        about: notification.kind,
        relationship: delivery.relationship,
        receiver: delivery.receiver,
        date: delivery.date,
        kind: delivery.kind
      })
    )
    if (jobs.length > 0) yield* queue.send("push", jobs, options)
  }
)
