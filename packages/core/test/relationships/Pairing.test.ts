import { assert, it } from "@effect/vitest"
import { Effect } from "effect"
import { TestClock } from "effect/testing"
import * as Invitations from "../../src/relationships/Invitations.ts"
import * as Pairing from "../../src/relationships/Pairing.ts"
import { Memory, Story } from "../../testing/memory/index.ts"

const tag = <A, E extends { readonly _tag: string }, R>(effect: Effect.Effect<A, E, R>) =>
  Effect.match(effect, { onFailure: ({ _tag }) => _tag, onSuccess: () => "let in" })

const people = Effect.all([Story.person("Ada"), Story.person("Ben"), Story.person("Cleo")])

it.effect("an invite is good for 72 hours, to be looked at, claimed and accepted", () =>
  Effect.gen(function*() {
    const [ada, ben] = yield* people
    const { invite, secrets } = yield* Pairing.invite(ada)
    yield* TestClock.adjust("71 hours")
    assert.isTrue(yield* Pairing.admits(secrets.link))
    yield* Pairing.claim(secrets.link, ben)
    yield* TestClock.adjust("1 hour")
    assert.strictEqual(yield* tag(Pairing.look(secrets.link, ben)), "InviteNotFound")
    assert.strictEqual(yield* tag(Pairing.accept(ada, invite.id)), "InviteNotFound")
    assert.isFalse(yield* Pairing.admits(secrets.link))
  }).pipe(Effect.provide(Memory.layer)))

it.effect("a code can be typed as people type, and names the same invite as the link", () =>
  Effect.gen(function*() {
    const [ada, ben] = yield* people
    const { invite, secrets } = yield* Pairing.invite(ada)
    const code = secrets.code.toLowerCase()
    for (
      const typed of [code, ` ${code.slice(0, 5)}-${code.slice(5)} `, code.replaceAll("0", "o").replaceAll("1", "l")]
    ) {
      assert.strictEqual((yield* Pairing.look(typed, ben)).invite.id, invite.id)
    }
    assert.strictEqual((yield* Pairing.look(secrets.link, ben)).invite.id, invite.id)
    assert.strictEqual(yield* tag(Pairing.look(secrets.link.toLowerCase(), ben)), "InviteNotFound")
  }).pipe(Effect.provide(Memory.layer)))

it.effect("of two with one invite one gets it, and a new invite ends the old one", () =>
  Effect.gen(function*() {
    const [ada, ben, cleo] = yield* people
    const { secrets } = yield* Pairing.invite(ada)
    const outcomes = yield* Effect.all([ben, cleo].map((who) => tag(Pairing.claim(secrets.link, who))), {
      concurrency: "unbounded"
    })
    assert.deepStrictEqual(outcomes.toSorted(), ["InviteNotFound", "let in"])
    const again = yield* Pairing.invite(ada)
    assert.strictEqual(yield* tag(Pairing.look(secrets.link, ben)), "InviteNotFound")
    assert.strictEqual(yield* tag(Pairing.look(again.secrets.link, ben)), "let in")
  }).pipe(Effect.provide(Memory.layer)))

it.effect("nobody pairs with themselves or twice, and what was taken back is unknown", () =>
  Effect.gen(function*() {
    const [ada, ben, cleo] = yield* people
    const { secrets } = yield* Pairing.invite(ada)
    assert.strictEqual(yield* tag(Pairing.look(secrets.link, ada)), "OwnInvite")
    yield* Invitations.withdraw(ada)
    assert.strictEqual(yield* tag(Pairing.claim(secrets.link, ben)), "InviteNotFound")
    yield* Story.pair(ada, ben)
    assert.strictEqual(yield* tag(Pairing.invite(ada)), "AlreadyPaired")
    const theirs = yield* Pairing.invite(cleo)
    assert.strictEqual(yield* tag(Pairing.look(theirs.secrets.link, ben)), "AlreadyPaired")
  }).pipe(Effect.provide(Memory.layer)))
