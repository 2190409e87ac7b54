import { Schema } from "effect"
import { UserId } from "../accounts/Account.ts"
import { says } from "../says.ts"
import { Uuid } from "../Uuid.ts"

/** Identifies one notification. */
export const NotificationId = Uuid.pipe(Schema.brand("NotificationId"))
export type NotificationId = typeof NotificationId.Type

/** An affirmation came to its receiver; a heart or a reply came back to its writer. The source of each is the delivery. */
export const NotificationKind = Schema.Literals(["affirmation", "heart", "reply"])
export type NotificationKind = typeof NotificationKind.Type

/** An inbox record, the source of truth: channels only carry it. There is one of a user, a kind and a source. */
export class Notification extends Schema.Class<Notification>("Notification")({
  id: NotificationId,
  user: UserId,
  kind: NotificationKind,
  /** the id of what it tells of */
  source: Uuid,
  createdAt: Schema.DateTimeUtcFromString,
  readAt: Schema.OptionFromNullOr(Schema.DateTimeUtcFromString)
}) {}

export class NotificationNotFound extends Schema.TaggedError<NotificationNotFound>()(
  "NotificationNotFound",
  { message: says("Not found.") },
  { httpApiStatus: 404 }
) {}
