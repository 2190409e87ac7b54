import type { UserId } from "@lumi/core/accounts/Account"
import type { NotificationId } from "@lumi/core/notifications/Notification"
import {
  PushEndpointTaken,
  PushSubscription,
  type PushSubscriptionId,
  PushSubscriptionNotFound,
  remembered
} from "@lumi/core/push/PushSubscription"
import { PushSubscriptionStore } from "@lumi/core/push/PushSubscriptionStore"
import { DateTime, Effect, Layer, Option, Schema } from "effect"
import { createHash } from "node:crypto"
import { as, Dynamo } from "./Dynamo.ts"
import { absent, present } from "./dynamo/Expression.ts"
import type { Item, Key, NewItem } from "./dynamo/Item.ts"
import { insistently, Overtaken } from "./dynamo/Overtaken.ts"

/**
 * A subscription is `USER#u` / `PUSH#id`. `PUSHED#sha256(endpoint)` says whose its endpoint is; both are written and removed
 * together. What was taken is a set, so that two who mark at once lose nothing; an empty set is no attribute at all.
 */
const prefix = "PUSH#"
const partition = (user: UserId) => `USER#${user}`
const keyOf = (user: UserId, id: string): Key => ({ PK: partition(user), SK: `${prefix}${id}` })
const endpointKey = (endpoint: string): Key => ({
  PK: `PUSHED#${createHash("sha256").update(endpoint).digest("hex")}`,
  SK: "PUSHED"
})

const Owned = Schema.Struct({ id: Schema.String, user: Schema.String })
const decodeOwner = Schema.decodeUnknownEffect(Owned)
const decodeItem = Schema.decodeUnknownEffect(PushSubscription)
const takenOf = ({ taken }: Item): ReadonlyArray<string> => taken instanceof Set ? [...taken].toSorted() : []
const decode = (item: Item) => decodeItem({ ...item, taken: takenOf(item) })

const itemOf = (subscription: PushSubscription): NewItem => {
  const { taken: _, ...rest } = Schema.encodeSync(PushSubscription)(subscription)
  return { ...keyOf(subscription.user, subscription.id), type: "PushSubscription", ...rest }
}

const make = Effect.gen(function*() {
  const dynamo = yield* Dynamo

  /** It is there already, whosever it is. */
  const renew = Effect.fnUntraced(function*({ auth, p256dh, user }: PushSubscription, found: Option.Option<Item>) {
    // given up in this very moment
    if (Option.isNone(found)) return yield* new Overtaken()
    const owner = yield* decodeOwner(found.value)
    if (owner.user !== user) return yield* new PushEndpointTaken()
    const renewed = yield* dynamo.update(keyOf(user, owner.id), {
      by: "SET #p256dh = :p256dh, #auth = :auth",
      if: present,
      values: { auth, p256dh }
    }).pipe(Effect.catchTag("ConditionFailed", () => Effect.fail(new Overtaken())))
    return yield* decode(renewed)
  })

  const save = (subscription: PushSubscription) =>
    insistently(
      dynamo.transact([
        { put: { ...endpointKey(subscription.endpoint), type: "PushEndpoint", ...ownerOf(subscription) }, if: absent },
        { put: itemOf(subscription), if: absent }
      ]).pipe(
        Effect.as(subscription),
        Effect.catchTag("TransactionRefused", (refused) => renew(subscription, refused.found(0) ?? Option.none()))
      )
    )

  const list = Effect.fnUntraced(function*(user: UserId) {
    const { items } = yield* dynamo.query({ pk: partition(user), range: { beginsWith: prefix } })
    return yield* Effect.forEach(items, (item) => decode(item))
  })

  const subscribed = (users: ReadonlyArray<UserId>) =>
    Effect.filter(
      users,
      (user) =>
        Effect.map(
          dynamo.query({ pk: partition(user), range: { beginsWith: prefix }, limit: 1 }),
          ({ items }) => items.length > 0
        ),
      { concurrency: 32 }
    )

  const rename = (user: UserId, id: PushSubscriptionId, name: string) =>
    dynamo.update(keyOf(user, id), { by: "SET #name = :name", if: present, values: { name } }).pipe(
      Effect.catchTag("ConditionFailed", () => Effect.fail(new PushSubscriptionNotFound())),
      Effect.flatMap(decode)
    )

  const remove = Effect.fnUntraced(function*(user: UserId, id: PushSubscriptionId) {
    const found = yield* dynamo.get(keyOf(user, id))
    if (Option.isNone(found)) return
    const { endpoint } = yield* decode(found.value)
    yield* dynamo.transact([
      { remove: keyOf(user, id), if: present },
      { remove: endpointKey(endpoint), if: "#id = :id", values: { id } }
    ]).pipe(Effect.catchTag("TransactionRefused", () => Effect.void))
  })

  /** Changes one that is there; of one that is gone nothing is kept. */
  const mark = (user: UserId, id: PushSubscriptionId, by: string, values: Readonly<Record<string, unknown>>) =>
    Effect.asSome(dynamo.update(keyOf(user, id), { by, if: present, values })).pipe(
      Effect.catchTag("ConditionFailed", () => Effect.succeedNone)
    )

  const markTaken = Effect.fnUntraced(
    function*(user: UserId, id: PushSubscriptionId, at: DateTime.Utc, notification?: NotificationId) {
      const fresh = "SET #acceptedAt = :at, #failures = :zero, #failedAt = :null, #error = :null"
      const values = { at: DateTime.formatIso(at), zero: 0, null: null }
      if (notification === undefined) return yield* mark(user, id, fresh, values)
      const marked = yield* mark(user, id, `${fresh} ADD #taken :taken`, { ...values, taken: new Set([notification]) })
      const taken = Option.match(marked, { onNone: () => [], onSome: takenOf })
      // ids are in the order of time; rarely, because it is a write of its own
      if (taken.length > 2 * remembered) {
        const old = new Set(taken.slice(0, -remembered))
        yield* mark(user, id, "DELETE #taken :old", { old })
      }
      return marked
    }
  )

  const markFailed = (user: UserId, id: PushSubscriptionId, at: DateTime.Utc, error: string) =>
    mark(user, id, "SET #failures = #failures + :one, #failedAt = :at, #error = :error", {
      one: 1,
      at: DateTime.formatIso(at),
      error
    })

  return PushSubscriptionStore.of({
    save: Effect.fn("PushSubscriptionStore.save")(save, as("PushSubscriptionStore.save")),
    list: Effect.fn("PushSubscriptionStore.list")(list, as("PushSubscriptionStore.list")),
    subscribed: Effect.fn("PushSubscriptionStore.subscribed")(subscribed, as("PushSubscriptionStore.subscribed")),
    rename: Effect.fn("PushSubscriptionStore.rename")(rename, as("PushSubscriptionStore.rename")),
    remove: Effect.fn("PushSubscriptionStore.remove")(remove, as("PushSubscriptionStore.remove")),
    markTaken: Effect.fn("PushSubscriptionStore.markTaken")(
      markTaken,
      Effect.asVoid,
      as("PushSubscriptionStore.markTaken")
    ),
    markFailed: Effect.fn("PushSubscriptionStore.markFailed")(
      markFailed,
      Effect.asVoid,
      as("PushSubscriptionStore.markFailed")
    )
  })
})

const ownerOf = ({ id, user }: PushSubscription) => ({ id, user })

/** Subscriptions in the partitions of their users. */
export const layer: Layer.Layer<PushSubscriptionStore, never, Dynamo> = Layer.effect(PushSubscriptionStore, make)
