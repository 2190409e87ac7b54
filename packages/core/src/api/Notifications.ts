import { Schema } from "effect"
import { HttpApiEndpoint, HttpApiGroup } from "effect/http-api"
import { Notification, NotificationId, NotificationNotFound } from "../notifications/Notification.ts"
import { Cursor } from "../Page.ts"
import { Invalid, Unavailable } from "./Errors.ts"
import { Session } from "./Session.ts"

export const MyNotification = Notification.mapFields(({ id, kind, source, createdAt, readAt }) => ({
  id,
  kind,
  source,
  createdAt,
  readAt
}))

/** My inbox: what was to reach me, whether or not a channel carried it. */
export class NotificationsApi extends HttpApiGroup.make("notifications")
  .add(
    HttpApiEndpoint.get("list", "/", {
      query: { after: Schema.optionalKey(Cursor) },
      success: Schema.Struct({ items: Schema.Array(MyNotification), next: Schema.NullOr(Cursor) }),
      error: [Invalid, Unavailable]
    }),
    HttpApiEndpoint.post("read", "/:id/read", {
      params: { id: NotificationId },
      success: MyNotification,
      error: [NotificationNotFound, Unavailable]
    })
  )
  .middleware(Session)
  .prefix("/api/notifications")
{}
