import { Context, type DateTime, type Effect, type Option } from "effect"
import type { UserId } from "../accounts/Account.ts"
import type { Page } from "../Page.ts"
import type { RelationshipId } from "../relationships/Relationship.ts"
import type { StoreUnavailable } from "../StoreUnavailable.ts"
import type { Notification, NotificationId, NotificationNotFound } from "./Notification.ts"

/** What there is one record of: a user, a kind and a source. */
export type Told = Pick<Notification, "user" | "kind" | "source">

/** What somebody is to be told, and in which relationship: nothing is told in one that is over. */
export interface Telling {
  readonly notification: Notification
  readonly relationship: RelationshipId
}

/** Port: everybody's inbox. */
export class NotificationStore extends Context.Service<NotificationStore, {
  /**
   * Keeps each unless there is one of its user, kind and source; gives back what is kept for each, in the order asked. It is
   * `none` where the relationship is not, or no longer, active and the user's: whoever ends it sees nothing added after that.
   */
  readonly add: (
    tellings: ReadonlyArray<Telling>
  ) => Effect.Effect<ReadonlyArray<Option.Option<Notification>>, StoreUnavailable>
  /**
   * Takes a record that nobody has read out of the inbox, because what it tells of was taken back; one that was read stays.
   * Added again it is the first record that comes back: whoever was told is not told twice.
   */
  readonly withdraw: (told: Told) => Effect.Effect<void, StoreUnavailable>
  readonly find: (
    user: UserId,
    id: NotificationId
  ) => Effect.Effect<Option.Option<Notification>, StoreUnavailable>
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
