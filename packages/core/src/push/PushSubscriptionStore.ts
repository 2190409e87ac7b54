import { Context, type DateTime, type Effect } from "effect"
import type { UserId } from "../accounts/Account.ts"
import type { NotificationId } from "../notifications/Notification.ts"
import type { StoreUnavailable } from "../StoreUnavailable.ts"
import type {
  PushEndpointTaken,
  PushSubscription,
  PushSubscriptionId,
  PushSubscriptionNotFound
} from "./PushSubscription.ts"

/** Port: the browsers that want to be told. A user's are nobody else's. */
export class PushSubscriptionStore extends Context.Service<PushSubscriptionStore, {
  /**
   * Keeps it. When its user has one of its endpoint, that one stays, with the keys of this one; gives back what is kept.
   */
  readonly save: (
    subscription: PushSubscription
  ) => Effect.Effect<PushSubscription, PushEndpointTaken | StoreUnavailable>
  /** All of them, oldest first: they are few. */
  readonly list: (user: UserId) => Effect.Effect<ReadonlyArray<PushSubscription>, StoreUnavailable>
  /** Those of these users who have any. */
  readonly subscribed: (users: ReadonlyArray<UserId>) => Effect.Effect<ReadonlyArray<UserId>, StoreUnavailable>
  readonly rename: (
    user: UserId,
    id: PushSubscriptionId,
    name: string
  ) => Effect.Effect<PushSubscription, PushSubscriptionNotFound | StoreUnavailable>
  /** Removing what is not there is no error; its endpoint is free then. */
  readonly remove: (user: UserId, id: PushSubscriptionId) => Effect.Effect<void, StoreUnavailable>
  /**
   * Its push service took something: its failures are forgotten, and the notification, if it was one, is remembered. Of one
   * that is gone nothing is kept; so with `markFailed`.
   */
  readonly markTaken: (
    user: UserId,
    id: PushSubscriptionId,
    at: DateTime.Utc,
    notification?: NotificationId
  ) => Effect.Effect<void, StoreUnavailable>
  /** Its push service did not take something. */
  readonly markFailed: (
    user: UserId,
    id: PushSubscriptionId,
    at: DateTime.Utc,
    error: string
  ) => Effect.Effect<void, StoreUnavailable>
}>()("@lumi/core/push/PushSubscriptionStore") {}
