import { Api } from "@lumi/core/api/Api"
import { CurrentUser } from "@lumi/core/api/Session"
import { NotificationId } from "@lumi/core/notifications/Notification"
import { NotificationStore } from "@lumi/core/notifications/NotificationStore"
import { DateTime, Effect } from "effect"
import { HttpApiBuilder } from "effect/http-api"
import * as Cursors from "../Cursors.ts"

const pageSize = 50

/** My inbox. */
export const notifications = HttpApiBuilder.group(
  Api,
  "notifications",
  Effect.fn(function*(handlers) {
    const store = yield* NotificationStore
    return handlers.handleAll({
      list: Effect.fn("notifications.list")(function*({ query }) {
        const { id } = yield* CurrentUser
        const page = Cursors.page({ list: "notifications", owner: id }, NotificationId)
        return yield* page(query.after, (after) => store.list(id, after, pageSize))
      }),
      read: Effect.fn("notifications.read")(function*({ params }) {
        const { id } = yield* CurrentUser
        return yield* store.markRead(id, params.id, yield* DateTime.now)
      })
    })
  })
)
