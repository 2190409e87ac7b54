import { Schema } from "effect"
import { HttpApiEndpoint, HttpApiGroup } from "effect/http-api"
import { Unavailable } from "./Errors.ts"
import { Session } from "./Session.ts"

/** Where and how a page connects; it does not know which broker it meets. */
export const Ticket = Schema.Struct({
  url: Schema.String,
  clientId: Schema.String,
  username: Schema.String,
  password: Schema.String,
  filters: Schema.Array(Schema.String),
  expiresAt: Schema.DateTimeUtcFromString,
  beatSeconds: Schema.Int
})

/** Connections to the broker. */
export class RealtimeApi extends HttpApiGroup.make("realtime")
  .add(
    HttpApiEndpoint.post("ticket", "/ticket", {
      /** random for each page load: two tabs with one name would end each other's connection for ever */
      payload: Schema.Struct({ device: Schema.String.check(Schema.isPattern(/^[A-Za-z0-9_-]{8,36}$/)) }),
      success: Ticket,
      error: Unavailable
    })
  )
  .middleware(Session)
  .prefix("/api/realtime")
{}
