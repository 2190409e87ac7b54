import { DateTime, Effect, Option } from "effect"
import { SecureRandom } from "effect/crypto"
import type { Account } from "../accounts/Account.ts"
import { AccountStore } from "../accounts/AccountStore.ts"
import * as Drafts from "../affirmations/Drafts.ts"
import * as Schedule from "../affirmations/Schedule.ts"
import { at as dateAt } from "../LocalDate.ts"
import { rules } from "../Zone.ts"
import { Invite, InviteId, InviteNotFound, lifetime, OwnInvite } from "./Invite.ts"
import * as InviteSecret from "./InviteSecret.ts"
import { InviteStore } from "./InviteStore.ts"
import { AlreadyPaired, Epoch, Relationship, RelationshipId } from "./Relationship.ts"
import { RelationshipStore } from "./RelationshipStore.ts"

/** How two people become a couple: one invites, the other asks to be let in, the first says yes. */

const assertFree = Effect.fnUntraced(function*(user: Account["id"], who: "you" | "them") {
  const relationships = yield* RelationshipStore
  if (Option.isSome(yield* relationships.ofUser(user))) return yield* new AlreadyPaired({ who })
})

/** Opens an invite in place of an earlier one. */
export const invite = Effect.fn("Pairing.invite")(function*(inviter: Account) {
  const invites = yield* InviteStore
  const random = yield* SecureRandom.SecureRandom
  yield* assertFree(inviter.id, "you")
  const now = yield* DateTime.now
  const id = InviteId.make(yield* random.uuidV7())
  const secrets = yield* InviteSecret.derived(id)
  const opened = new Invite({
    id,
    inviter: inviter.id,
    linkHash: yield* InviteSecret.hash(secrets.link),
    codeHash: yield* InviteSecret.hash(secrets.code),
    state: "open",
    claimedBy: Option.none(),
    createdAt: now,
    expiresAt: DateTime.addDuration(now, lifetime)
  })
  yield* invites.open(opened)
  return { invite: opened, secrets }
})

/** The invite behind a secret while it can be used; used, withdrawn and expired ones look like none. */
const usable = Effect.fnUntraced(function*(secret: string) {
  const invites = yield* InviteStore
  const now = yield* DateTime.now
  const found = yield* invites.findBySecret(yield* InviteSecret.hash(secret))
  if (Option.isNone(found) || DateTime.isLessThanOrEqualTo(found.value.expiresAt, now)) {
    return yield* new InviteNotFound()
  }
  return found.value
})

/** Who invites, before anybody confirms anything. */
export const look = Effect.fn("Pairing.look")(function*(secret: string, viewer: Account) {
  const accounts = yield* AccountStore
  const found = yield* usable(secret)
  const mine = Option.contains(found.claimedBy, viewer.id)
  if (found.state !== "open" && !(found.state === "claimed" && mine)) return yield* new InviteNotFound()
  if (found.inviter === viewer.id) return yield* new OwnInvite()
  yield* assertFree(viewer.id, "you")
  const inviter = yield* accounts.find(found.inviter).pipe(
    Effect.catchTag("AccountNotFound", () => Effect.fail(new InviteNotFound()))
  )
  return { invite: found, inviter }
})

/** Whether a secret opens an instance that takes new people by invite only. */
export const admits = Effect.fn("Pairing.admits")(function*(secret: string) {
  return yield* usable(secret).pipe(
    Effect.map(({ state }) => state === "open"),
    Effect.catchTag("InviteNotFound", () => Effect.succeed(false))
  )
})

/** Asks to be let in: of two people with one invite exactly one gets it. */
export const claim = Effect.fn("Pairing.claim")(function*(secret: string, claimer: Account) {
  const invites = yield* InviteStore
  const { invite, inviter } = yield* look(secret, claimer)
  const claimed = yield* invites.claim(invite.id, claimer.id, yield* DateTime.now)
  return { invite: claimed, inviter }
})

/** Says yes to the one who asked: the relationship begins, both have a slot, and their drafts become affirmations. */
export const accept = Effect.fn("Pairing.accept")(function*(inviter: Account, id: InviteId) {
  const accounts = yield* AccountStore
  const invites = yield* InviteStore
  const random = yield* SecureRandom.SecureRandom
  const now = yield* DateTime.now
  const current = yield* invites.current(inviter.id, now)
  const claimer = Option.flatMap(current, ({ claimedBy }) => claimedBy)
  if (Option.isNone(current) || current.value.id !== id || Option.isNone(claimer)) return yield* new InviteNotFound()
  const other = yield* accounts.find(claimer.value).pipe(
    Effect.catchTag("AccountNotFound", () => Effect.fail(new InviteNotFound()))
  )
  const relationship = new Relationship({
    id: RelationshipId.make(yield* random.uuidV7()),
    first: inviter.id,
    second: other.id,
    state: "active",
    epoch: Epoch.make(1),
    since: dateAt(now, rules(inviter.zone)),
    createdAt: now
  })
  const slots = [inviter, other].map((account) => Schedule.first(account, relationship.id, now))
  const begun = yield* invites.accept(id, relationship, slots, now)
  yield* Effect.forEach([begun.first, begun.second], (author) => Drafts.handOver(begun, author), { discard: true })
  return begun
})
