import { Context, type DateTime, type Effect, type Option } from "effect"
import type { UserId } from "../accounts/Account.ts"
import type { Page } from "../Page.ts"
import type { StoreUnavailable } from "../StoreUnavailable.ts"
import type { Notification, NotificationId, NotificationNotFound } from "./Notification.ts"

/** Port: everybody's inbox. */
export class NotificationStore extends Context.Service<NotificationStore, {
  /** Keeps each unless there is one of its user, kind and source; gives back what is kept for each, in the order asked. */
  readonly add: (
    notifications: ReadonlyArray<Notification>
  ) => Effect.Effect<ReadonlyArray<Notification>, StoreUnavailable>
  /** Newest first. */
  readonly list: (
    user: UserId,
    after: Option.Option<NotificationId>,
    limit: number
  ) => Effect.Effect<Page<Notification, NotificationId>, StoreUnavailable>
  /** Reading again keeps the first time. */
  readonly markRead: (
    user: UserId,
    id: NotificationId,
    at: DateTime.Utc
  ) => Effect.Effect<Notification, NotificationNotFound | StoreUnavailable>
}>()("@lumi/core/notifications/NotificationStore") {}
