import { Schema } from "effect"
import { UserId } from "../accounts/Account.ts"
import { DeliveryKind } from "../affirmations/Delivery.ts"
import { LocalDate } from "../LocalDate.ts"
import { NotificationId, NotificationKind } from "../notifications/Notification.ts"
import { RelationshipId } from "../relationships/Relationship.ts"
import { PushSubscriptionId } from "./PushSubscription.ts"

/**
 * A notification that is to reach the browsers of its user. It says where the words are, never the words. It may be queued
 * twice; a browser that took it is not told again.
 */
export const PushJob = Schema.Struct({
  user: UserId,
  notification: NotificationId,
  relationship: RelationshipId,
  about: NotificationKind,
  /** the delivery it tells of */
  receiver: UserId,
  date: LocalDate,
  kind: DeliveryKind,
  /** one of the browsers, which had to wait while the others had theirs */
  device: Schema.optionalKey(PushSubscriptionId),
  /** how often it failed there before it was a job of its own */
  failed: Schema.optionalKey(Schema.Int)
})
export type PushJob = typeof PushJob.Type

const Body = Schema.toCodecJson(PushJob)

/** As a queue keeps it. */
export const encode = Schema.encodeSync(Body)

/** As a worker reads it. */
export const decode = Schema.decodeUnknownResult(Body)
