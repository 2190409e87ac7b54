import type { UserId } from "@lumi/core/accounts/Account"
import { Notification, type NotificationId, NotificationNotFound } from "@lumi/core/notifications/Notification"
import { NotificationStore, type Telling, type Told } from "@lumi/core/notifications/NotificationStore"
import * as Page from "@lumi/core/Page"
import type { RelationshipId } from "@lumi/core/relationships/Relationship"
import { DateTime, Effect, Layer, Option, Schema } from "effect"
import { as, Dynamo } from "./Dynamo.ts"
import { isOpen, membershipKey } from "./dynamo/Couples.ts"
import { absent } from "./dynamo/Expression.ts"
import type { Item, Key, NewItem } from "./dynamo/Item.ts"

/**
 * An inbox is `USER#u` / `NOTIF#id`, in the order of ids. `NOTIFIED#kind#source` beside it is written first and holds the
 * record that is to be there: whoever tells of the same again, or died in between, goes on with that one. Only the record
 * itself is seen, so that it alone is written together with the check that the relationship goes on. What is withdrawn leaves
 * the inbox and not the place beside it, which brings it back.
 */
const prefix = "NOTIF#"
const partition = (user: UserId) => `USER#${user}`
const keyOf = (user: UserId, id: NotificationId): Key => ({ PK: partition(user), SK: `${prefix}${id}` })
const uniqueKey = ({ kind, source, user }: Told): Key => ({
  PK: partition(user),
  SK: `NOTIFIED#${kind}#${source}`
})

const encode = Schema.encodeSync(Notification)
const decode = Schema.decodeUnknownEffect(Notification)

const itemOf = (notification: Notification): NewItem => ({
  ...keyOf(notification.user, notification.id),
  type: "Notification",
  ...encode(notification)
})

/** How many are written at once. */
const concurrency = 32

const make = Effect.gen(function*() {
  const dynamo = yield* Dynamo

  /** Writes an item unless one is there; gives what is there then, if it is another. */
  const keep = (item: NewItem) =>
    dynamo.put(item, { if: absent }).pipe(
      Effect.as(Option.none<Item>()),
      Effect.catchTag("ConditionFailed", ({ item }) => Effect.succeed(item))
    )

  /** What an earlier attempt wrote, or somebody else just now. */
  const standing = Effect.fnUntraced(function*({ id, user }: Notification, relationship: RelationshipId) {
    const [record, membership] = yield* dynamo.getMany([keyOf(user, id), membershipKey(user)])
    const goesOn = Option.exists(membership!, ({ id, state }) => id === relationship && state === "active")
    return goesOn && Option.isSome(record!) ? Option.some(yield* decode(record.value)) : Option.none()
  })

  const addOne = Effect.fnUntraced(function*({ notification, relationship }: Telling) {
    const told = yield* keep({ ...itemOf(notification), ...uniqueKey(notification), type: "Notified" })
    const first = Option.isSome(told) ? yield* decode(told.value) : notification
    const before = Option.isSome(told) ? yield* standing(first, relationship) : Option.none()
    if (Option.isSome(before)) return before
    return yield* dynamo.transact([{ put: itemOf(first), if: absent }, isOpen(first.user, relationship)]).pipe(
      Effect.as(Option.some(first)),
      Effect.catchTag(
        "TransactionRefused",
        Effect.fnUntraced(function*(refused) {
          const found = Option.flatten(Option.fromUndefinedOr(refused.found(0)))
          return refused.has(1) || Option.isNone(found) ? Option.none() : Option.some(yield* decode(found.value))
        })
      )
    )
  })

  const withdraw = Effect.fnUntraced(function*(told: Told) {
    const item = yield* dynamo.get(uniqueKey(told))
    if (Option.isNone(item)) return
    const { id } = yield* decode(item.value)
    yield* dynamo.remove(keyOf(told.user, id), {
      if: "attribute_type(#readAt, :null)",
      values: { null: "NULL" }
    }).pipe(Effect.catchTag("ConditionFailed", () => Effect.void))
  })

  const find = Effect.fnUntraced(function*(user: UserId, id: NotificationId) {
    const item = yield* dynamo.get(keyOf(user, id))
    return Option.isNone(item) ? Option.none() : Option.some(yield* decode(item.value))
  })

  const list = Effect.fnUntraced(function*(user: UserId, after: Option.Option<NotificationId>, limit: number) {
    const { items } = yield* dynamo.query({
      pk: partition(user),
      range: { beginsWith: prefix },
      descending: true,
      limit: limit + 1,
      ...(Option.isSome(after) && { from: { ...keyOf(user, after.value) } })
    })
    return Page.of(yield* Effect.forEach(items, (item) => decode(item)), limit, ({ id }) => id)
  })

  const markRead = (user: UserId, id: NotificationId, at: DateTime.Utc) =>
    dynamo.update(keyOf(user, id), {
      by: "SET #readAt = :at",
      if: "attribute_type(#readAt, :null)",
      values: { at: DateTime.formatIso(at), null: "NULL" }
    }).pipe(
      Effect.catchTag("ConditionFailed", ({ item }) =>
        Option.isSome(item) ? Effect.succeed(item.value) : Effect.fail(new NotificationNotFound())),
      Effect.flatMap((item) =>
        decode(item)
      )
    )

  return NotificationStore.of({
    add: Effect.fn("NotificationStore.add")(
      (told) => Effect.forEach(told, addOne, { concurrency }),
      as("NotificationStore.add")
    ),
    withdraw: Effect.fn("NotificationStore.withdraw")(withdraw, Effect.asVoid, as("NotificationStore.withdraw")),
    find: Effect.fn("NotificationStore.find")(find, as("NotificationStore.find")),
    list: Effect.fn("NotificationStore.list")(list, as("NotificationStore.list")),
    markRead: Effect.fn("NotificationStore.markRead")(markRead, as("NotificationStore.markRead"))
  })
})

/** Inboxes in the partitions of users. */
export const layer: Layer.Layer<NotificationStore, never, Dynamo> = Layer.effect(NotificationStore, make)
