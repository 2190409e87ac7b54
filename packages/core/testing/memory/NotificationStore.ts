import { Effect, Layer, Option } from "effect"
import { Notification, NotificationNotFound } from "../../src/notifications/Notification.ts"
import { NotificationStore } from "../../src/notifications/NotificationStore.ts"
import * as Page from "../../src/Page.ts"
import { byId, step, Tables } from "./Tables.ts"

const keyOf = ({ kind, source, user }: Notification) => `${user} ${kind} ${source}`

/** A NotificationStore that forgets everything with its process. */
export const layer: Layer.Layer<NotificationStore, never, Tables> = Layer.effect(
  NotificationStore,
  Effect.gen(function*() {
    const { notifications } = yield* Tables
    const put = (notification: Notification) => {
      notifications.set(keyOf(notification), notification)
      return notification
    }
    return NotificationStore.of({
      add: (asked) => step(() => asked.map((one) => notifications.get(keyOf(one)) ?? put(one))),
      list: (user, after, limit) =>
        step(() =>
          Page.of(
            [...notifications.values()]
              .filter((one) => one.user === user && (Option.isNone(after) || one.id < after.value))
              .toSorted(byId)
              .toReversed(),
            limit,
            ({ id }) => id
          )
        ),
      markRead: (user, id, at) =>
        step(() => {
          const found = [...notifications.values()].find((one) => one.id === id && one.user === user)
          if (found === undefined) return Effect.fail(new NotificationNotFound())
          return Effect.succeed(
            put(new Notification({ ...found, readAt: Option.orElseSome(found.readAt, () => at) }))
          )
        })
    })
  })
)
