import { DateTime, Effect, Option } from "effect"
import { UserId } from "../../src/accounts/Account.ts"
import { Affirmation, AffirmationId } from "../../src/affirmations/Affirmation.ts"
import type { ReceiverSlot } from "../../src/affirmations/Slot.ts"
import { LocalDate } from "../../src/LocalDate.ts"
import { Invite, InviteId, SecretHash } from "../../src/relationships/Invite.ts"
import { InviteStore } from "../../src/relationships/InviteStore.ts"
import { Epoch, Relationship, RelationshipId } from "../../src/relationships/Relationship.ts"
import { RelationshipStore } from "../../src/relationships/RelationshipStore.ts"

/** People for contracts: stores are shared by the tests of a suite, so nobody is ever in two of them. */

let ids = 0
const letters = (count: number) =>
  Array.from({ length: count }, () => Math.floor(Math.random() * 16).toString(16)).join("")

/** An id that nothing else has, later than all before it. */
export const freshId = () => `${String(++ids).padStart(8, "0")}-0000-7${letters(3)}-8${letters(3)}-${letters(12)}`
export const freshUser = () => UserId.make(freshId())

/** An instant `minutes` after the one at which all contracts begin; milliseconds are kept too. */
export const at = (minutes = 0) => DateTime.add(DateTime.makeUnsafe("2026-11-25T10:00:00.123Z"), { minutes })
export const today = LocalDate.make("2026-11-25")

export const inviteOf = (inviter: UserId) =>
  new Invite({
    id: InviteId.make(freshId()),
    inviter,
    linkHash: SecretHash.make(letters(64)),
    codeHash: SecretHash.make(letters(64)),
    state: "open",
    claimedBy: Option.none(),
    createdAt: at(),
    expiresAt: at(72 * 60)
  })

export const relationshipOf = (first: UserId, second: UserId) =>
  new Relationship({
    id: RelationshipId.make(freshId()),
    first,
    second,
    state: "active",
    epoch: Epoch.make(1),
    since: today,
    createdAt: at()
  })

/** Two people who have just become one. */
export const couple = Effect.fnUntraced(function*(
  slots: (relationship: Relationship) => ReadonlyArray<ReceiverSlot> = () => []
) {
  const invites = yield* InviteStore
  const relationship = relationshipOf(freshUser(), freshUser())
  const invite = inviteOf(relationship.first)
  yield* invites.open(invite)
  yield* invites.claim(invite.id, relationship.second, at())
  return yield* invites.accept(invite.id, relationship, slots(relationship), at())
})

/** Lets a relationship end. */
export const end = (id: RelationshipId) => RelationshipStore.use((store) => store.end(id))

/** What the first of a couple wrote for the second. */
export const affirmationOf = ({ first, id, second }: Relationship, text = "You are my lighthouse.") =>
  new Affirmation({
    id: AffirmationId.make(freshId()),
    relationship: id,
    author: first,
    receiver: second,
    text,
    paused: false,
    timesSent: 0,
    lastSentAt: Option.none(),
    createdAt: at()
  })

/** Twenty of something, all begun at once. */
export const twenty = <A, E, R>(one: (n: number) => Effect.Effect<A, E, R>) =>
  Effect.forEach(Array.from({ length: 20 }, (_, n) => n), one, { concurrency: "unbounded" })
