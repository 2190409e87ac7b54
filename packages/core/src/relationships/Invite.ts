import { Schema } from "effect"
import { UserId } from "../accounts/Account.ts"
import { says } from "../says.ts"
import { Uuid } from "../Uuid.ts"

/** Identifies one invite; says nothing about its secret. */
export const InviteId = Uuid.pipe(Schema.brand("InviteId"))
export type InviteId = typeof InviteId.Type

/** How long an invite can be used. */
export const lifetime = "72 hours"

/** sha-256 of a link's or a code's secret, in hexadecimal: all that is kept of it. */
export const SecretHash = Schema.String.check(Schema.isPattern(/^[0-9a-f]{64}$/)).pipe(Schema.brand("SecretHash"))
export type SecretHash = typeof SecretHash.Type

/**
 * `open`: waits for somebody to use it. `claimed`: somebody wants to pair and the inviter has not answered.
 * `accepted`, `declined`, `withdrawn`: over.
 */
export const InviteState = Schema.Literals(["open", "claimed", "accepted", "declined", "withdrawn"])
export type InviteState = typeof InviteState.Type

export class Invite extends Schema.Class<Invite>("Invite")({
  id: InviteId,
  inviter: UserId,
  linkHash: SecretHash,
  codeHash: SecretHash,
  state: InviteState,
  claimedBy: Schema.OptionFromNullOr(UserId),
  createdAt: Schema.DateTimeUtcFromString,
  expiresAt: Schema.DateTimeUtcFromString
}) {}

/** Unknown, used, withdrawn and expired look the same to whoever tries a secret. */
export class InviteNotFound extends Schema.TaggedError<InviteNotFound>()(
  "InviteNotFound",
  { message: says("This invite cannot be used: it is unknown, used, withdrawn or expired. Ask for a new one.") },
  { httpApiStatus: 404 }
) {}

/** Nobody pairs with themselves. */
export class OwnInvite extends Schema.TaggedError<OwnInvite>()(
  "OwnInvite",
  { message: says("This is your own invite. Give it to your partner.") },
  { httpApiStatus: 409 }
) {}
