import { DateTime, Effect, Option } from "effect"
import { SecureRandom } from "effect/crypto"
import { Notification, NotificationId } from "../notifications/Notification.ts"
import { NotificationStore } from "../notifications/NotificationStore.ts"
import type { Addressed } from "../realtime/Hint.ts"
import { Realtime } from "../realtime/Realtime.ts"
import type { Member } from "../relationships/Member.ts"
import type { Delivery, DeliveryId } from "./Delivery.ts"
import { DeliveryStore, type Mailbox } from "./DeliveryStore.ts"

/** What a receiver says of a delivery: kept with it first, then told to whoever wrote it. */

const mailbox = ({ relationship, user }: Member): Mailbox => ({ relationship: relationship.id, receiver: user.id })

/** The kinds of records that tell of it, and what an open page hears. */
const events = { heart: "hearted", reply: "replied" } as const

/**
 * One record in the writer's inbox for what stands, none for what was taken back unread; another heart or other words are the
 * same record. Their open pages hear of every change, and of a record that is new.
 */
const tell = Effect.fn("Answering.tell")(
  function*({ author: user, id: source, relationship }: Delivery, kind: keyof typeof events, stands: boolean) {
    const notifications = yield* NotificationStore
    const random = yield* SecureRandom.SecureRandom
    const realtime = yield* Realtime
    const at = yield* DateTime.now
    const id = NotificationId.make(yield* random.uuidV7())
    const hints: Array<Addressed> = [{
      user,
      topic: "affirmation",
      payload: { v: 1, id: yield* random.uuidV7(), at, delivery: source, event: events[kind] }
    }]
    if (stands) {
      const notification = new Notification({ id, user, kind, source, createdAt: at, readAt: Option.none() })
      const [kept = Option.none()] = yield* notifications.add([{ notification, relationship }])
      // somebody has left in between
      if (Option.isNone(kept)) return
      if (kept.value.id === id) {
        hints.push({ user, topic: "notif", payload: { v: 1, id, at, kind, notification: id, target: source } })
      }
    } else yield* notifications.withdraw({ user, kind, source })
    // last, so that a page that looks at once finds everything
    yield* realtime.publishMany(hints).pipe(
      Effect.catchTag("StoreUnavailable", ({ operation }) => Effect.logWarning("hints were not published", operation))
    )
  }
)

/** A heart given, or taken back. */
export const love = Effect.fn("Answering.love")(function*(member: Member, id: DeliveryId, loved: boolean) {
  const deliveries = yield* DeliveryStore
  const at = loved ? Option.some(yield* DateTime.now) : Option.none()
  const delivery = yield* deliveries.love(mailbox(member), id, at)
  yield* tell(delivery, "heart", loved)
  return delivery
})

/** Words in place of those before, or none. */
export const reply = Effect.fn("Answering.reply")(
  function*(member: Member, id: DeliveryId, text: Option.Option<string>) {
    const deliveries = yield* DeliveryStore
    const now = yield* DateTime.now
    const said = Option.map(text, (text) => ({ text, at: now }))
    const delivery = yield* deliveries.reply(mailbox(member), id, said)
    yield* tell(delivery, "reply", Option.isSome(said))
    return delivery
  }
)
