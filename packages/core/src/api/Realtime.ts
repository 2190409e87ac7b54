import { Schema } from "effect"
import { HttpApiEndpoint, HttpApiGroup } from "effect/http-api"
import { Ticket } from "../realtime/Ticket.ts"
import { DeviceId } from "../realtime/Topics.ts"
import { Unavailable } from "./Errors.ts"
import { Session } from "./Session.ts"

/** Connections to the broker. */
export class RealtimeApi extends HttpApiGroup.make("realtime")
  .add(
    HttpApiEndpoint.post("ticket", "/ticket", {
      payload: Schema.Struct({ device: DeviceId }),
      success: Ticket,
      error: Unavailable
    })
  )
  .middleware(Session)
  .prefix("/api/realtime")
{}
