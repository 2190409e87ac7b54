import { Schema } from "effect"
import { HttpApiEndpoint, HttpApiGroup, HttpApiSchema } from "effect/http-api"
import {
  AuthSecret,
  DeviceName,
  Endpoint,
  P256dh,
  PushEndpointTaken,
  PushSubscription,
  PushSubscriptionId,
  PushSubscriptionNotFound
} from "../push/PushSubscription.ts"
import { Invalid, TooManyRequests, Unavailable } from "./Errors.ts"
import { Session } from "./Session.ts"

/** A browser of mine, without its address and its keys: whoever has these can send to it. */
export const MyDevice = PushSubscription.mapFields(
  ({ id, name, createdAt, acceptedAt, failures, failedAt, error }) => ({
    id,
    name,
    createdAt,
    acceptedAt,
    failures,
    failedAt,
    error
  })
)

/** What became of a test: taken by the push service, given up by the browser, not now, or refused for the operator to look at. */
export const TestOutcome = Schema.Literals(["taken", "gone", "later", "refused"])

/** The browsers that are told what reaches me. */
export class PushApi extends HttpApiGroup.make("push")
  .add(
    HttpApiEndpoint.get("key", "/key", {
      /** what a browser subscribes with; null where this instance sends no push */
      success: Schema.Struct({ key: Schema.NullOr(Schema.String) })
    }),
    HttpApiEndpoint.get("list", "/devices", {
      success: Schema.Struct({ items: Schema.Array(MyDevice) }),
      error: Unavailable
    }),
    HttpApiEndpoint.post("subscribe", "/devices", {
      payload: Schema.Struct({
        endpoint: Endpoint,
        keys: Schema.Struct({ p256dh: P256dh, auth: AuthSecret }),
        name: DeviceName
      }),
      success: MyDevice,
      error: [Invalid, PushEndpointTaken, TooManyRequests, Unavailable]
    }),
    HttpApiEndpoint.patch("rename", "/devices/:id", {
      params: { id: PushSubscriptionId },
      payload: Schema.Struct({ name: DeviceName }),
      success: MyDevice,
      error: [PushSubscriptionNotFound, Unavailable]
    }),
    HttpApiEndpoint.delete("remove", "/devices/:id", {
      params: { id: PushSubscriptionId },
      success: HttpApiSchema.NoContent,
      error: Unavailable
    }),
    HttpApiEndpoint.post("test", "/devices/:id/test", {
      params: { id: PushSubscriptionId },
      success: Schema.Struct({ outcome: TestOutcome, device: Schema.NullOr(MyDevice) }),
      error: [PushSubscriptionNotFound, TooManyRequests, Unavailable]
    })
  )
  .middleware(Session)
  .prefix("/api/push")
{}
