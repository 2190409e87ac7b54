import { assert, layer as withLayer } from "@effect/vitest"
import { Effect, type Layer, Option } from "effect"
import { AffirmationSchedule } from "../../src/affirmations/AffirmationSchedule.ts"
import { breakfast, type ReceiverSlot } from "../../src/affirmations/Slot.ts"
import { Invite, InviteId, InviteNotFound, SecretHash } from "../../src/relationships/Invite.ts"
import { InviteStore } from "../../src/relationships/InviteStore.ts"
import type { Relationship } from "../../src/relationships/Relationship.ts"
import { RelationshipStore } from "../../src/relationships/RelationshipStore.ts"
import { utc } from "../../src/Zone.ts"
import { at, couple, freshId, freshUser, inviteOf, relationshipOf, today, twenty } from "./Couples.ts"

const slotsOf = ({ first, id, second }: Relationship): ReadonlyArray<ReceiverSlot> =>
  [first, second].map((receiver) => ({ receiver, relationship: id, zone: utc, time: breakfast, from: today }))

const opened = Effect.fnUntraced(function*(inviter = freshUser()) {
  const invite = inviteOf(inviter)
  yield* InviteStore.use((store) => store.open(invite))
  return invite
})

/** An invite that waits for its inviter's yes, and the relationship that would begin by it. */
const claimed = Effect.fnUntraced(function*(inviter = freshUser(), claimer = freshUser()) {
  const invite = yield* opened(inviter)
  yield* InviteStore.use((store) => store.claim(invite.id, claimer, at()))
  return { invite, relationship: relationshipOf(inviter, claimer) }
})

const stateOf = Effect.fnUntraced(function*(invite: Invite) {
  const found = yield* InviteStore.use((store) => store.findBySecret(invite.linkHash))
  return Option.getOrThrow(found).state
})

/** What every InviteStore must do. Each adapter runs it against its own layer. */
export const suite = <E>(
  name: string,
  layer: Layer.Layer<InviteStore | RelationshipStore | AffirmationSchedule, E>
) =>
  withLayer(layer, { timeout: "4 minutes", excludeTestServices: true })(`InviteStore (${name})`, (it) => {
    it.effect("an invite is found by its link, by its code and by who opened it", () =>
      Effect.gen(function*() {
        const store = yield* InviteStore
        const invite = yield* opened()
        assert.deepStrictEqual(yield* store.findBySecret(invite.linkHash), Option.some(invite))
        assert.deepStrictEqual(yield* store.findBySecret(invite.codeHash), Option.some(invite))
        assert.deepStrictEqual(yield* store.current(invite.inviter, at()), Option.some(invite))
        assert.deepStrictEqual(yield* store.findBySecret(SecretHash.make("0".repeat(64))), Option.none())
        assert.deepStrictEqual(yield* store.current(freshUser(), at()), Option.none())
      }))

    it.effect("opening one withdraws the one before, claimed or not; opening it again changes nothing", () =>
      Effect.gen(function*() {
        const store = yield* InviteStore
        const { invite: first } = yield* claimed()
        const second = yield* opened(first.inviter)
        assert.strictEqual(yield* stateOf(first), "withdrawn")
        const third = yield* opened(first.inviter)
        yield* store.open(third)
        assert.strictEqual(yield* stateOf(second), "withdrawn")
        assert.deepStrictEqual(yield* store.current(first.inviter, at()), Option.some(third))
      }))

    it.effect("of twenty that one person opens at once, one stays", () =>
      Effect.gen(function*() {
        const inviter = freshUser()
        const invites = yield* twenty(() => opened(inviter))
        const states = yield* Effect.forEach(invites, stateOf)
        assert.deepStrictEqual(states.toSorted(), ["open", ...Array.from({ length: 19 }, () => "withdrawn")])
      }))

    it.effect("of twenty who claim an invite at once, one gets it, and gets it again", () =>
      Effect.gen(function*() {
        const store = yield* InviteStore
        const invite = yield* opened()
        const claims = yield* twenty(() => Effect.result(store.claim(invite.id, freshUser(), at())))
        const won = claims.flatMap((claim) => claim._tag === "Success" ? [claim.success] : [])
        assert.strictEqual(won.length, 1)
        for (const claim of claims) {
          if (claim._tag === "Failure") assert.deepStrictEqual(claim.failure, new InviteNotFound())
        }
        const claimer = Option.getOrThrow(won[0]!.claimedBy)
        assert.deepStrictEqual(won[0], new Invite({ ...invite, state: "claimed", claimedBy: Option.some(claimer) }))
        assert.deepStrictEqual(yield* store.claim(invite.id, claimer, at()), won[0])
        assert.deepStrictEqual(yield* store.claimOf(claimer, at()), Option.fromUndefinedOr(won[0]))
        assert.deepStrictEqual(yield* store.current(invite.inviter, at()), Option.fromUndefinedOr(won[0]))
      }))

    it.effect("an invite is over at the instant it expires", () =>
      Effect.gen(function*() {
        const store = yield* InviteStore
        const { invite, relationship } = yield* claimed()
        const last = at(72 * 60 - 1)
        const over = invite.expiresAt
        assert.isTrue(Option.isSome(yield* store.current(invite.inviter, last)))
        assert.isTrue(Option.isNone(yield* store.current(invite.inviter, over)))
        assert.isTrue(Option.isSome(yield* store.claimOf(relationship.second, last)))
        assert.isTrue(Option.isNone(yield* store.claimOf(relationship.second, over)))
        const open = yield* opened()
        assert.deepStrictEqual(
          yield* Effect.flip(store.claim(open.id, freshUser(), over)),
          new InviteNotFound()
        )
        assert.deepStrictEqual(
          yield* Effect.flip(store.accept(invite.id, relationship, [], over)),
          new InviteNotFound()
        )
        assert.strictEqual(yield* stateOf(invite), "claimed")
      }))

    it.effect("an invite is declined, withdrawn or open again, and only from where that is possible", () =>
      Effect.gen(function*() {
        const store = yield* InviteStore
        const { invite: back, relationship } = yield* claimed()
        const seen = new Invite({ ...back, state: "claimed", claimedBy: Option.some(relationship.second) })
        const another = new Invite({ ...seen, claimedBy: Option.some(freshUser()) })
        assert.deepStrictEqual(yield* Effect.flip(store.settle(another, "declined")), new InviteNotFound())
        yield* store.settle(seen, "open")
        assert.deepStrictEqual(yield* store.current(back.inviter, at()), Option.some(back))
        assert.deepStrictEqual(yield* store.claimOf(relationship.second, at()), Option.none())

        const { invite: declined, relationship: theirs } = yield* claimed()
        const asked = new Invite({ ...declined, state: "claimed", claimedBy: Option.some(theirs.second) })
        yield* store.settle(asked, "declined")
        assert.strictEqual(yield* stateOf(declined), "declined")
        assert.deepStrictEqual(
          yield* Effect.flip(store.settle(new Invite({ ...asked, state: "declined" }), "withdrawn")),
          new InviteNotFound()
        )
        assert.deepStrictEqual(yield* Effect.flip(store.claim(declined.id, freshUser(), at())), new InviteNotFound())

        const open = yield* opened()
        const early = new Invite({ ...open, state: "claimed", claimedBy: Option.some(freshUser()) })
        assert.deepStrictEqual(yield* Effect.flip(store.settle(early, "declined")), new InviteNotFound())
        yield* store.settle(open, "withdrawn")
        assert.strictEqual(yield* stateOf(open), "withdrawn")
        assert.deepStrictEqual(
          yield* Effect.flip(store.settle(new Invite({ ...open, id: InviteId.make(freshId()) }), "withdrawn")),
          new InviteNotFound()
        )
      }))

    it.effect("a yes begins the relationship, with the first slots of both", () =>
      Effect.gen(function*() {
        const store = yield* InviteStore
        const { invite, relationship } = yield* claimed()
        const slots = slotsOf(relationship)
        assert.deepStrictEqual(yield* store.accept(invite.id, relationship, slots, at()), relationship)
        assert.strictEqual(yield* stateOf(invite), "accepted")
        assert.deepStrictEqual(yield* store.current(invite.inviter, at()), Option.none())
        assert.deepStrictEqual(yield* store.claimOf(relationship.second, at()), Option.none())
        const relationships = yield* RelationshipStore
        const schedule = yield* AffirmationSchedule
        assert.deepStrictEqual(yield* relationships.ofUser(relationship.second), Option.some(relationship))
        assert.deepStrictEqual(yield* schedule.of(relationship.first), slots.slice(0, 1))
        assert.deepStrictEqual(yield* schedule.of(relationship.second), slots.slice(1))
      }))

    it.effect("twenty times yes at once, and later again, is one relationship", () =>
      Effect.gen(function*() {
        const store = yield* InviteStore
        const { invite, relationship } = yield* claimed()
        const again = () => relationshipOf(relationship.first, relationship.second)
        const accepted = yield* twenty(() => store.accept(invite.id, again(), [], at()))
        assert.strictEqual(new Set(accepted.map(({ id }) => id)).size, 1)
        const later = yield* store.accept(invite.id, again(), [], at(100 * 60))
        assert.deepStrictEqual(later, accepted[0])
        const relationships = yield* RelationshipStore
        assert.deepStrictEqual(yield* relationships.ofUser(relationship.first), Option.some(later))
      }))

    it.effect("nobody is accepted who did not claim, or whose invite is over", () =>
      Effect.gen(function*() {
        const store = yield* InviteStore
        const open = yield* opened()
        const { invite, relationship } = yield* claimed()
        const refused = [
          store.accept(open.id, relationshipOf(open.inviter, freshUser()), [], at()),
          store.accept(invite.id, relationshipOf(relationship.first, freshUser()), [], at()),
          store.accept(invite.id, relationshipOf(freshUser(), relationship.second), [], at()),
          store.accept(InviteId.make(freshId()), relationship, [], at())
        ]
        for (const one of refused) assert.deepStrictEqual(yield* Effect.flip(one), new InviteNotFound())
        yield* store.settle(
          new Invite({ ...invite, state: "claimed", claimedBy: Option.some(relationship.second) }),
          "declined"
        )
        assert.deepStrictEqual(
          yield* Effect.flip(store.accept(invite.id, relationship, [], at())),
          new InviteNotFound()
        )
      }))

    it.effect("who is in a relationship gets into no other, and nothing of the attempt is kept", () =>
      Effect.gen(function*() {
        const store = yield* InviteStore
        const relationships = yield* RelationshipStore
        const { first: taken } = yield* couple()
        const mine = yield* claimed(taken)
        const theirs = yield* claimed(freshUser(), taken)
        const who = ({ invite, relationship }: typeof mine) =>
          store.accept(invite.id, relationship, slotsOf(relationship), at()).pipe(
            Effect.flip,
            Effect.map((error) => error._tag === "AlreadyPaired" ? error.who : error._tag)
          )
        assert.strictEqual(yield* who(mine), "you")
        assert.strictEqual(yield* who(theirs), "them")
        assert.strictEqual(yield* stateOf(mine.invite), "claimed")
        assert.deepStrictEqual(yield* relationships.ofUser(mine.relationship.second), Option.none())
        assert.deepStrictEqual(yield* relationships.ofUser(theirs.relationship.first), Option.none())
        const schedule = yield* AffirmationSchedule
        assert.deepStrictEqual(yield* schedule.of(theirs.relationship.first), [])
        assert.deepStrictEqual(
          yield* Effect.flip(relationships.find(mine.relationship.id)).pipe(Effect.map(({ _tag }) => _tag)),
          "RelationshipNotFound"
        )
      }))

    it.effect("of twenty couples with one person in common, in either place, one begins", () =>
      Effect.gen(function*() {
        const store = yield* InviteStore
        const wanted = freshUser()
        // nobody has two open invites, so as the inviter the person is in one of them only
        const attempts = yield* Effect.forEach(
          Array.from({ length: 20 }, (_, n) => n),
          (n) => n === 7 ? claimed(wanted) : claimed(freshUser(), wanted)
        )
        const results = yield* Effect.forEach(
          attempts,
          ({ invite, relationship }) =>
            Effect.result(store.accept(invite.id, relationship, slotsOf(relationship), at())),
          { concurrency: "unbounded" }
        )
        const begun = results.flatMap((result) => result._tag === "Success" ? [result.success] : [])
        assert.strictEqual(begun.length, 1)
        for (const result of results) {
          if (result._tag === "Failure") assert.strictEqual(result.failure._tag, "AlreadyPaired")
        }
        const relationships = yield* RelationshipStore
        assert.deepStrictEqual(yield* relationships.ofUser(wanted), Option.fromUndefinedOr(begun[0]))
      }))
  })
