import { Schema } from "effect"
import { HttpApiEndpoint, HttpApiGroup } from "effect/http-api"
import { AuditEntry } from "../audit/AuditEntry.ts"
import { Cursor } from "../Page.ts"
import { Invalid, Unavailable } from "./Errors.ts"
import { Membership, Session } from "./Session.ts"

/** One time that an operator read what we wrote. */
const Seen = AuditEntry.mapFields(({ id, at, who, what, about }) => ({ id, at, who, what, about }))

/** What operators read of what we wrote: for both of us, newest first. */
export class AuditApi extends HttpApiGroup.make("audit")
  .add(
    HttpApiEndpoint.get("list", "/audit", {
      query: { after: Schema.optionalKey(Cursor) },
      success: Schema.Struct({ items: Schema.Array(Seen), next: Schema.NullOr(Cursor) }),
      error: [Invalid, Unavailable]
    })
  )
  .middleware(Membership)
  .middleware(Session)
  .prefix("/api/relationship")
{}
