import { Schema } from "effect"
import type { UserId } from "../accounts/Account.ts"
import { DeliveryId } from "../affirmations/Delivery.ts"
import { NotificationId, NotificationKind } from "../notifications/Notification.ts"
import { Uuid } from "../Uuid.ts"

const version = { v: Schema.Literal(1) }

/** A page drops an `id` it has seen: a hint may come twice. `seq` is its place in the user's list of changes, where there is one. */
const change = {
  ...version,
  id: Uuid,
  seq: Schema.optionalKey(Schema.Int),
  at: Schema.DateTimeUtcFromString
}

/**
 * Something happened to one of the couple's affirmations: it came, or what its receiver says of it was given, changed or taken
 * back.
 */
export const AffirmationHint = Schema.Struct({
  ...change,
  delivery: DeliveryId,
  event: Schema.Literals(["delivered", "hearted", "replied"])
})
export type AffirmationHint = typeof AffirmationHint.Type

/** A new record in the inbox, or records that were read on another device. */
export const NotificationHint = Schema.Union([
  Schema.Struct({
    ...change,
    kind: NotificationKind,
    notification: NotificationId,
    target: Schema.String
  }),
  Schema.Struct({ ...version, read: Schema.Array(NotificationId) })
])
export type NotificationHint = typeof NotificationHint.Type

/** What the page knows of who it belongs to is over: sign in again, or load the relationship again. */
export const SessionHint = Schema.Struct({
  ...version,
  event: Schema.Literals(["revoked", "relationship"])
})
export type SessionHint = typeof SessionHint.Type

/** Hints by the topic they are written to in a user's inbox. */
export const hints = {
  affirmation: AffirmationHint,
  notif: NotificationHint,
  session: SessionHint
} as const
export type HintTopic = keyof typeof hints

/** One hint. */
export type Hint = {
  readonly [T in HintTopic]: { readonly topic: T; readonly payload: (typeof hints)[T]["Type"] }
}[HintTopic]

/** One hint and the user whose pages, all of them, get it. */
export type Addressed = Hint & { readonly user: UserId }

/** A hint as a page gets it, decoded from JSON only. */
export type WireHint = {
  readonly [T in HintTopic]: { readonly topic: T; readonly payload: (typeof hints)[T]["Encoded"] }
}[HintTopic]

/** Lost ones cost nothing but time until the next look, so only what is worth an acknowledgement has one. */
export const qos: Record<HintTopic, 0 | 1> = { affirmation: 1, notif: 1, session: 1 }

const Message = Schema.Union([
  Schema.Struct({ topic: Schema.Literal("affirmation"), payload: Schema.fromJsonString(AffirmationHint) }),
  Schema.Struct({ topic: Schema.Literal("notif"), payload: Schema.fromJsonString(NotificationHint) }),
  Schema.Struct({ topic: Schema.Literal("session"), payload: Schema.fromJsonString(SessionHint) })
])

/** The JSON that goes over the wire. */
export const encode = Schema.encodeEffect(Message)
