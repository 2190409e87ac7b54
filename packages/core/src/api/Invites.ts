import { Schema } from "effect"
import { HttpApiEndpoint, HttpApiGroup, HttpApiSchema } from "effect/http-api"
import { InviteId, InviteNotFound, OwnInvite } from "../relationships/Invite.ts"
import { AlreadyPaired } from "../relationships/Relationship.ts"
import { Unavailable } from "./Errors.ts"
import { Session } from "./Session.ts"

/** Enough of a person to know them by: the name, and the address with all but its ends hidden. */
export const Stranger = Schema.Struct({ name: Schema.String, emailHint: Schema.String })

/** My invite, with the secrets I hand on. */
export const MyInvite = Schema.Struct({
  id: InviteId,
  link: Schema.String,
  code: Schema.String,
  expiresAt: Schema.DateTimeUtcFromString,
  /** who wants to be let in */
  claimedBy: Schema.NullOr(Stranger)
})

/** Somebody's invite, before and after I asked to be let in. */
export const TheirInvite = Schema.Struct({
  inviter: Stranger,
  expiresAt: Schema.DateTimeUtcFromString
})

const Secret = Schema.Struct({ secret: Schema.String.check(Schema.isMinLength(1), Schema.isMaxLength(64)) })

/** How two accounts become a couple. */
export class InvitesApi extends HttpApiGroup.make("invites")
  .add(
    HttpApiEndpoint.get("current", "/", {
      success: Schema.Struct({ mine: Schema.NullOr(MyInvite), asked: Schema.NullOr(TheirInvite) }),
      error: Unavailable
    }),
    HttpApiEndpoint.post("open", "/", { success: MyInvite, error: [AlreadyPaired, Unavailable] }),
    HttpApiEndpoint.delete("withdraw", "/", { success: HttpApiSchema.NoContent, error: Unavailable }),
    HttpApiEndpoint.post("look", "/look", {
      payload: Secret,
      success: TheirInvite,
      error: [InviteNotFound, OwnInvite, AlreadyPaired, Unavailable]
    }),
    HttpApiEndpoint.post("claim", "/claim", {
      payload: Secret,
      success: TheirInvite,
      error: [InviteNotFound, OwnInvite, AlreadyPaired, Unavailable]
    }),
    HttpApiEndpoint.delete("stepBack", "/claim", { success: HttpApiSchema.NoContent, error: Unavailable }),
    HttpApiEndpoint.post("accept", "/:id/accept", {
      params: { id: InviteId },
      success: HttpApiSchema.NoContent,
      error: [InviteNotFound, AlreadyPaired, Unavailable]
    }),
    HttpApiEndpoint.post("decline", "/:id/decline", {
      params: { id: InviteId },
      success: HttpApiSchema.NoContent,
      error: [InviteNotFound, Unavailable]
    })
  )
  .middleware(Session)
  .prefix("/api/invites")
{}
