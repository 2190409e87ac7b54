import { Effect, Layer, Option } from "effect"
import type { UserId } from "../../src/accounts/Account.ts"
import { Notification, type NotificationId, NotificationNotFound } from "../../src/notifications/Notification.ts"
import { NotificationStore, type Told } from "../../src/notifications/NotificationStore.ts"
import * as Page from "../../src/Page.ts"
import { byId, isOpen, step, Tables } from "./Tables.ts"

const keyOf = ({ kind, source, user }: Told) => `${user} ${kind} ${source}`

/** A NotificationStore that forgets everything with its process. */
export const layer: Layer.Layer<NotificationStore, never, Tables> = Layer.effect(
  NotificationStore,
  Effect.gen(function*() {
    const tables = yield* Tables
    const { notifications } = tables
    const withdrawn = new Set<NotificationId>()
    const inboxOf = (user: UserId) =>
      [...notifications.values()].filter((one) => one.user === user && !withdrawn.has(one.id))
    const put = (notification: Notification) => {
      notifications.set(keyOf(notification), notification)
      return notification
    }
    return NotificationStore.of({
      add: (tellings) =>
        step(() =>
          tellings.map(({ notification, relationship }) => {
            if (!isOpen(tables, notification.user, relationship)) return Option.none()
            const kept = notifications.get(keyOf(notification)) ?? put(notification)
            withdrawn.delete(kept.id)
            return Option.some(kept)
          })
        ),
      withdraw: (told) =>
        step(() => {
          const found = notifications.get(keyOf(told))
          if (found !== undefined && Option.isNone(found.readAt)) withdrawn.add(found.id)
        }),
      find: (user, id) => step(() => Option.fromUndefinedOr(inboxOf(user).find((one) => one.id === id))),
      list: (user, after, limit) =>
        step(() =>
          Page.of(
            inboxOf(user)
              .filter((one) => Option.isNone(after) || one.id < after.value)
              .toSorted(byId)
              .toReversed(),
            limit,
            ({ id }) => id
          )
        ),
      markRead: (user, id, at) =>
        step(() => {
          const found = inboxOf(user).find((one) => one.id === id)
          if (found === undefined) return Effect.fail(new NotificationNotFound())
          return Effect.succeed(
            put(new Notification({ ...found, readAt: Option.orElseSome(found.readAt, () => at) }))
          )
        })
    })
  })
)
