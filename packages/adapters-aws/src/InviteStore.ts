import { UserId } from "@lumi/core/accounts/Account"
import type { ReceiverSlot } from "@lumi/core/affirmations/Slot"
import { Invite, InviteId, InviteNotFound } from "@lumi/core/relationships/Invite"
import { InviteStore } from "@lumi/core/relationships/InviteStore"
import { AlreadyPaired, Relationship, RelationshipId } from "@lumi/core/relationships/Relationship"
import { DateTime, Effect, Layer, Option, Schema } from "effect"
import { as, Dynamo } from "./Dynamo.ts"
import { membershipOf, metaKey, metaOf } from "./dynamo/Couples.ts"
import { absent } from "./dynamo/Expression.ts"
import * as Invites from "./dynamo/Invites.ts"
import type { Item } from "./dynamo/Item.ts"
import * as Slots from "./dynamo/Slots.ts"

const decode = Schema.decodeUnknownEffect(Invite)
const decodeRelationship = Schema.decodeUnknownEffect(Relationship)
/** Where an invite is, as its secrets and its claims know it. */
const decodePlace = Schema.decodeUnknownEffect(Schema.Struct({ id: InviteId, inviter: UserId }))
const Accepted = Schema.Struct({
  id: InviteId,
  claimedBy: UserId,
  state: Schema.Literal("accepted"),
  relationship: RelationshipId
})
const decodeAccepted = Schema.decodeUnknownOption(Accepted)

const isPending = ({ state }: Invite) => state === "open" || state === "claimed"
const isFresh = ({ expiresAt }: Invite, now: DateTime.Utc) => DateTime.isGreaterThan(expiresAt, now)

const make = Effect.gen(function*() {
  const dynamo = yield* Dynamo
  const register = Slots.registering(dynamo)

  const inviteOf = (item: Option.Option<Item>) =>
    Option.isNone(item) ? Effect.succeedNone : Effect.asSome(decode(item.value))

  const open = Effect.fnUntraced(function*(invite: Invite) {
    yield* dynamo.transact([
      { put: Invites.openedOf(invite), if: absent },
      { put: Invites.currentOf(invite) },
      { put: Invites.secretOf(invite, invite.linkHash) },
      { put: Invites.secretOf(invite, invite.codeHash) }
    ])
  }, Effect.catchTag("TransactionRefused", () => Effect.void))

  const current = Effect.fnUntraced(function*(inviter: UserId, now: DateTime.Utc) {
    const invite = yield* inviteOf(yield* dynamo.get(Invites.currentKey(inviter)))
    return Option.filter(invite, (invite) => isPending(invite) && isFresh(invite, now))
  })

  const claimOf = Effect.fnUntraced(function*(claimer: UserId, now: DateTime.Utc) {
    const asked = yield* dynamo.query({
      pk: `USER#${claimer}`,
      range: { beginsWith: Invites.claims },
      descending: true
    })
    const places = yield* Effect.forEach(asked.items, (item) => decodePlace(item))
    const items = yield* dynamo.getMany(places.map(({ inviter }) => Invites.currentKey(inviter)))
    const invites = (yield* Effect.forEach(items, inviteOf)).flatMap(Option.toArray)
    const mine = (invite: Invite) =>
      invite.state === "claimed" && Option.contains(invite.claimedBy, claimer) && isFresh(invite, now)
    const newestFirst = invites.filter(mine).toSorted((a, b) => a.id < b.id ? 1 : -1)
    return Option.fromUndefinedOr(newestFirst[0])
  })

  const findBySecret = Effect.fnUntraced(function*(secret: Invite["linkHash"]) {
    const found = yield* dynamo.get(Invites.secretKey(secret))
    if (Option.isNone(found)) return Option.none()
    const { id, inviter } = yield* decodePlace(found.value)
    const [current, opened] = yield* dynamo.getMany([Invites.currentKey(inviter), Invites.openedKey(id)])
    const now = yield* inviteOf(current ?? Option.none())
    if (Option.isSome(now) && now.value.id === id) return now
    // another lies in its place
    return Option.map(
      yield* inviteOf(opened ?? Option.none()),
      (before) => new Invite({ ...before, state: "withdrawn" })
    )
  })

  const claim = Effect.fnUntraced(function*(id: InviteId, claimer: UserId, now: DateTime.Utc) {
    const opened = yield* inviteOf(yield* dynamo.get(Invites.openedKey(id)))
    if (Option.isNone(opened)) return yield* new InviteNotFound()
    yield* dynamo.put(Invites.claimOf(opened.value, claimer))
    const claimed = yield* dynamo.update(Invites.currentKey(opened.value.inviter), {
      by: "SET #state = :claimed, #claimedBy = :claimer",
      if: "#id = :id AND #expiresAt > :now AND (#state = :open OR (#state = :claimed AND #claimedBy = :claimer))",
      values: { id, claimer, now: DateTime.formatIso(now), open: "open", claimed: "claimed" }
    })
    return yield* decode(claimed)
  })

  const settle = Effect.fnUntraced(function*(seen: Invite, to: "declined" | "withdrawn" | "open") {
    if (!isPending(seen)) return yield* new InviteNotFound()
    const claimedBy = Option.getOrNull(seen.claimedBy)
    // as a transaction: when its answer gets lost, the repetition is not refused for what it did itself
    yield* dynamo.transact([{
      update: Invites.currentKey(seen.inviter),
      by: "SET #state = :to, #claimedBy = :after",
      if: "#id = :id AND #state = :state AND #claimedBy = :claimedBy",
      values: { id: seen.id, state: seen.state, claimedBy, to, after: to === "open" ? null : claimedBy }
    }])
  })

  /** What had become of an invite that could not be accepted: a relationship, when it was the same yes before. */
  const acceptedBefore = Effect.fnUntraced(function*(id: InviteId, claimer: UserId, found: Option.Option<Item>) {
    const before = Option.flatMap(found, (item) => decodeAccepted(item))
    if (Option.isNone(before) || before.value.id !== id || before.value.claimedBy !== claimer) {
      return yield* new InviteNotFound()
    }
    const kept = yield* dynamo.get(metaKey(before.value.relationship))
    return yield* decodeRelationship(Option.getOrThrow(kept))
  })

  const accept = Effect.fnUntraced(function*(
    id: InviteId,
    relationship: Relationship,
    slots: ReadonlyArray<ReceiverSlot>,
    now: DateTime.Utc
  ) {
    const { first, second } = relationship
    yield* register(slots)
    return yield* dynamo.transact([
      {
        update: Invites.currentKey(first),
        // whoever says yes again later is to be given the same relationship: this item stays
        by: "SET #state = :accepted, #relationship = :relationship REMOVE #ttl",
        if: "#id = :id AND #state = :claimed AND #claimedBy = :second AND #expiresAt > :now",
        values: {
          id,
          second,
          relationship: relationship.id,
          now: DateTime.formatIso(now),
          claimed: "claimed",
          accepted: "accepted"
        }
      },
      { put: membershipOf(relationship, first), if: absent },
      { put: membershipOf(relationship, second), if: absent },
      { put: metaOf(relationship), if: absent },
      ...slots.map((slot) => ({ put: Slots.itemOf(slot) }))
    ]).pipe(
      Effect.as(relationship),
      Effect.catchTag(
        "TransactionRefused",
        Effect.fnUntraced(function*(refused) {
          const invite = refused.found(0)
          if (invite !== undefined) return yield* acceptedBefore(id, second, invite)
          return yield* new AlreadyPaired({ who: refused.has(1) ? "you" : "them" })
        })
      )
    )
  })

  const notFound = () => Effect.fail(new InviteNotFound())
  return InviteStore.of({
    open: Effect.fn("InviteStore.open")(open, as("InviteStore.open")),
    current: Effect.fn("InviteStore.current")(current, as("InviteStore.current")),
    claimOf: Effect.fn("InviteStore.claimOf")(claimOf, as("InviteStore.claimOf")),
    findBySecret: Effect.fn("InviteStore.findBySecret")(findBySecret, as("InviteStore.findBySecret")),
    claim: Effect.fn("InviteStore.claim")(
      claim,
      Effect.catchTag("ConditionFailed", notFound),
      as("InviteStore.claim")
    ),
    settle: Effect.fn("InviteStore.settle")(
      settle,
      Effect.catchTag("TransactionRefused", notFound),
      as("InviteStore.settle")
    ),
    accept: Effect.fn("InviteStore.accept")(accept, as("InviteStore.accept"))
  })
})

/** Invites, one that counts for each inviter: see `dynamo/Invites.ts`. */
export const layer: Layer.Layer<InviteStore, never, Dynamo> = Layer.effect(InviteStore, make)
