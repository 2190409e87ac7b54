import { Schema } from "effect"
import { Name, UserId } from "../accounts/Account.ts"
import { NotificationId } from "../notifications/Notification.ts"
import { says } from "../says.ts"
import { storable } from "../Text.ts"
import { Uuid } from "../Uuid.ts"

/** Identifies one browser that asked to be told. */
export const PushSubscriptionId = Uuid.pipe(Schema.brand("PushSubscriptionId"))
export type PushSubscriptionId = typeof PushSubscriptionId.Type

/** Where the browser's push service takes what is for it: whoever knows this address can send to it. */
export const Endpoint = Schema.String.check(Schema.isMinLength(1), Schema.isMaxLength(1024), storable)

/** The public key of the browser in base64url: a point of P-256, uncompressed, 65 bytes. */
export const P256dh = Schema.String.check(
  Schema.isPattern(/^B[A-P][A-Za-z0-9_-]{84}[AEIMQUYcgkosw048]$/, {
    expected: "65 bytes in base64url that begin with 4"
  })
)

/** What the browser and we share besides, in base64url: 16 bytes. */
export const AuthSecret = Schema.String.check(
  Schema.isPattern(/^[A-Za-z0-9_-]{21}[AQgw]$/, { expected: "16 bytes in base64url" })
)

/** How a person knows their device: "Firefox, Android". */
export const DeviceName = Name

/** One browser of somebody, and how sending to it went; there is one of an endpoint. */
export class PushSubscription extends Schema.Class<PushSubscription>("PushSubscription")({
  id: PushSubscriptionId,
  user: UserId,
  endpoint: Endpoint,
  p256dh: P256dh,
  auth: AuthSecret,
  name: DeviceName,
  createdAt: Schema.DateTimeUtcFromString,
  /** when its push service took something last */
  acceptedAt: Schema.OptionFromNullOr(Schema.DateTimeUtcFromString),
  /** since then: how often it failed, when last, and why; no text and no address in it */
  failures: Schema.Int,
  failedAt: Schema.OptionFromNullOr(Schema.DateTimeUtcFromString),
  error: Schema.NullOr(Schema.String),
  /** the notifications that its push service took last, oldest first: none of them is sent again */
  taken: Schema.Array(NotificationId)
}) {}

/** How many browsers one account can have; another one takes the place of the oldest. */
export const most = 10

/** How many notifications a subscription remembers at least. */
export const remembered = 8

export class PushSubscriptionNotFound extends Schema.TaggedError<PushSubscriptionNotFound>()(
  "PushSubscriptionNotFound",
  { message: says("Not found.") },
  { httpApiStatus: 404 }
) {}

/** Another account of the same browser subscribed before: the browser has to give that subscription up for a new one. */
export class PushEndpointTaken extends Schema.TaggedError<PushEndpointTaken>()(
  "PushEndpointTaken",
  { message: says("This browser is subscribed for another account. End that subscription first.") },
  { httpApiStatus: 409 }
) {}
