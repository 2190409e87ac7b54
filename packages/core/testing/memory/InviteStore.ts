import { DateTime, Effect, Layer, Option } from "effect"
import type { UserId } from "../../src/accounts/Account.ts"
import * as Change from "../../src/changes/Change.ts"
import { Invite, InviteNotFound } from "../../src/relationships/Invite.ts"
import { InviteStore } from "../../src/relationships/InviteStore.ts"
import { AlreadyPaired, type Relationship } from "../../src/relationships/Relationship.ts"
import { setSlot } from "./AffirmationSchedule.ts"
import { step, Tables } from "./Tables.ts"

const isPending = ({ state }: Invite) => state === "open" || state === "claimed"
const isFresh = ({ expiresAt }: Invite, now: DateTime.Utc) => DateTime.isGreaterThan(expiresAt, now)

/** An InviteStore that forgets everything with its process. */
export const layer: Layer.Layer<InviteStore, never, Tables> = Layer.effect(
  InviteStore,
  Effect.gen(function*() {
    const tables = yield* Tables
    const { begun, invites, relationships } = tables
    const notFound = Effect.fail(new InviteNotFound())
    const newest = (which: (invite: Invite) => boolean) => Option.fromUndefinedOr([...invites.values()].findLast(which))
    const put = (invite: Invite) => {
      invites.set(invite.id, invite)
      return invite
    }
    const isPaired = (user: UserId) =>
      [...relationships.values()].some(({ first, second }) => first === user || second === user)

    return InviteStore.of({
      open: (invite) =>
        step(() => {
          for (const other of invites.values()) {
            if (other.inviter === invite.inviter && other.id !== invite.id && isPending(other)) {
              put(new Invite({ ...other, state: "withdrawn" }))
            }
          }
          if (!invites.has(invite.id)) put(invite)
        }),
      current: (inviter, now) =>
        step(() => newest((invite) => invite.inviter === inviter && isPending(invite) && isFresh(invite, now))),
      claimOf: (claimer, now) =>
        step(() =>
          newest((invite) =>
            invite.state === "claimed" && Option.contains(invite.claimedBy, claimer) && isFresh(invite, now)
          )
        ),
      findBySecret: (secret) =>
        step(() => newest(({ codeHash, linkHash }) => linkHash === secret || codeHash === secret)),
      claim: (id, claimer, now) =>
        step<Invite, InviteNotFound>(() => {
          const found = invites.get(id)
          if (found === undefined || !isFresh(found, now)) return notFound
          const isMine = found.state === "claimed" && Option.contains(found.claimedBy, claimer)
          if (found.state !== "open" && !isMine) return notFound
          return put(new Invite({ ...found, state: "claimed", claimedBy: Option.some(claimer) }))
        }),
      settle: (seen, to) =>
        step<void, InviteNotFound>(() => {
          const found = invites.get(seen.id)
          const isOver = found?.state !== "open" && found?.state !== "claimed"
          if (found === undefined || isOver || found.state !== seen.state) return notFound
          if (Option.getOrNull(found.claimedBy) !== Option.getOrNull(seen.claimedBy)) return notFound
          put(new Invite({ ...found, state: to, claimedBy: to === "open" ? Option.none() : found.claimedBy }))
        }),
      accept: (id, relationship, slots, now) =>
        step<Relationship, AlreadyPaired | InviteNotFound>(() => {
          const found = invites.get(id)
          if (found?.inviter !== relationship.first || !Option.contains(found.claimedBy, relationship.second)) {
            return notFound
          }
          const before = relationships.get(begun.get(id) ?? relationship.id)
          if (found.state === "accepted" && before !== undefined) return Effect.succeed(before)
          if (found.state !== "claimed" || !isFresh(found, now)) return notFound
          if (isPaired(relationship.first)) return Effect.fail(new AlreadyPaired({ who: "you" }))
          if (isPaired(relationship.second)) return Effect.fail(new AlreadyPaired({ who: "them" }))
          put(new Invite({ ...found, state: "accepted" }))
          relationships.set(relationship.id, relationship)
          begun.set(id, relationship.id)
          for (const slot of slots) setSlot(tables, slot)
          tables.changes.add(Change.ofRelationship(relationship))
          return Effect.succeed(relationship)
        })
    })
  })
)
