import { type DateTime, Effect, Option } from "effect"
import { SecureRandom } from "effect/crypto"
import { Notification, NotificationId } from "../notifications/Notification.ts"
import { NotificationStore } from "../notifications/NotificationStore.ts"
import { enqueue } from "../push/Enqueue.ts"
import { Realtime } from "../realtime/Realtime.ts"
import type { Delivery } from "./Delivery.ts"
import { DeliveryStore } from "./DeliveryStore.ts"

/** How what was decided arrives, whatever decided it: into the inbox, marked as sent, and told to open pages. */

/** Into the inbox: one record of each, whoever else writes it too; none of a couple that has parted by now. */
const record = Effect.fnUntraced(function*(deliveries: ReadonlyArray<Delivery>, now: DateTime.Utc) {
  const notifications = yield* NotificationStore
  const random = yield* SecureRandom.SecureRandom
  return yield* notifications.add(
    yield* Effect.forEach(deliveries, ({ id, receiver, relationship }) =>
      Effect.map(random.uuidV7(), (uuid) => ({
        relationship,
        notification: new Notification({
          id: NotificationId.make(uuid),
          user: receiver,
          kind: "affirmation",
          source: id,
          createdAt: now,
          readAt: Option.none()
        })
      })))
  )
})

/** What was put into the inbox and marked. */
interface Sent {
  readonly delivery: Delivery
  readonly record: Notification
}

/** A hint to whoever has a page open: a page that misses it finds what was recorded. */
const tell = Effect.fnUntraced(function*(
  sent: ReadonlyArray<Sent>,
  now: DateTime.Utc
) {
  const realtime = yield* Realtime
  const hints = [
    ...sent.map(({ delivery: { id, receiver: user } }) =>
      ({ user, topic: "affirmation", payload: { v: 1, id, at: now, delivery: id, event: "delivered" } }) as const
    ),
    ...sent.map(({ record: { id, kind, source, user } }) =>
      ({ user, topic: "notif", payload: { v: 1, id, at: now, kind, notification: id, target: source } }) as const
    )
  ]
  yield* realtime.publishMany(hints).pipe(
    Effect.catchTag("StoreUnavailable", ({ operation }) => Effect.logWarning("hints were not published", operation))
  )
})

/**
 * Sends what was decided, and gives what could be: both of its writes ask for themselves whether the two are still a couple,
 * so that whoever leaves finds nothing that came after that. The mark says how many minutes late each comes, if it does.
 */
export const send = Effect.fn("Arrival.send")(function*(
  unsent: ReadonlyArray<Delivery>,
  now: DateTime.Utc,
  lateOf: (delivery: Delivery) => number | undefined = () => undefined
) {
  if (unsent.length === 0) return []
  const deliveries = yield* DeliveryStore
  const records = yield* record(unsent, now)
  const told = unsent.flatMap((delivery, i): ReadonlyArray<Sent> => {
    const record = records[i]!
    return Option.isSome(record) ? [{ delivery, record: record.value }] : []
  })
  // before the mark: killed in between, this comes again and queues it then
  yield* enqueue(told.map(({ delivery, record }) => ({ delivery, notification: record })))
  const marked = yield* deliveries.markSent(
    told.map(({ delivery }) => {
      const late = lateOf(delivery)
      return { ...delivery, ...(late !== undefined && { late }) }
    }),
    now
  )
  const sent = told.filter((_, i) => marked[i])
  // last, so that a page that looks at once finds everything
  yield* tell(sent, now)
  return sent.map(({ delivery }) => delivery)
})
