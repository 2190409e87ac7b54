import type { UserId } from "@lumi/core/accounts/Account"
import { Invite, type InviteId, type SecretHash } from "@lumi/core/relationships/Invite"
import { DateTime, Schema } from "effect"
import type { Key, NewItem } from "./Item.ts"

/**
 * How invites lie in the table. `USER#inviter` / `INVITE` is the one that counts: whoever opens another puts it there, and
 * the one before is withdrawn by that alone; every answer is a condition on this item. `INVITE#id` is each invite as it was
 * opened, found by its id, and `SECRET#hash` by its link and its code. `USER#claimer` / `CLAIM#id` says where somebody asked
 * to be let in: a hint that is checked when it is read.
 */

export const currentKey = (inviter: UserId): Key => ({ PK: `USER#${inviter}`, SK: "INVITE" })

export const openedKey = (id: InviteId): Key => ({ PK: `INVITE#${id}`, SK: "INVITE" })

export const secretKey = (secret: SecretHash): Key => ({ PK: `SECRET#${secret}`, SK: "INVITE" })

export const claimKey = (claimer: UserId, id: InviteId): Key => ({ PK: `USER#${claimer}`, SK: `CLAIM#${id}` })

/** What the sort keys of somebody's claims begin with. */
export const claims = "CLAIM#"

const encode = Schema.encodeSync(Invite)

/** When the items of an invite may go: it cannot be used any more, and whoever reads it compares `expiresAt` exactly. */
const ttlOf = ({ expiresAt }: Invite) => Math.floor(DateTime.toEpochMillis(expiresAt) / 1000)

export const currentOf = (invite: Invite): NewItem => ({
  ...currentKey(invite.inviter),
  type: "Invite",
  ...encode(invite),
  ttl: ttlOf(invite)
})

export const openedOf = (invite: Invite): NewItem => ({
  ...openedKey(invite.id),
  type: "OpenedInvite",
  ...encode(invite),
  ttl: ttlOf(invite)
})

export const secretOf = (invite: Invite, secret: SecretHash): NewItem => ({
  ...secretKey(secret),
  type: "InviteSecret",
  id: invite.id,
  inviter: invite.inviter,
  ttl: ttlOf(invite)
})

export const claimOf = (invite: Invite, claimer: UserId): NewItem => ({
  ...claimKey(claimer, invite.id),
  type: "Claim",
  id: invite.id,
  inviter: invite.inviter,
  ttl: ttlOf(invite)
})
