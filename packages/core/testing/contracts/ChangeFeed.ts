import { assert, layer as withLayer } from "@effect/vitest"
import { DateTime, Effect, Fiber, type Layer, Option, Queue, Random, type Scope } from "effect"
import { Account, type UserId } from "../../src/accounts/Account.ts"
import { AccountStore } from "../../src/accounts/AccountStore.ts"
import { Change, ofRelationship, subject, version } from "../../src/changes/Change.ts"
import { ChangeFeed, type Handle } from "../../src/changes/ChangeFeed.ts"
import { InviteStore } from "../../src/relationships/InviteStore.ts"
import type { RelationshipId } from "../../src/relationships/Relationship.ts"
import { RelationshipStore } from "../../src/relationships/RelationshipStore.ts"
import { StoreUnavailable } from "../../src/StoreUnavailable.ts"
import { utc } from "../../src/Zone.ts"
import { DeadChanges } from "../memory/ChangeFeed.ts"
import { at, couple, freshUser, inviteOf, relationshipOf } from "./Couples.ts"

type System = ChangeFeed | DeadChanges | AccountStore | InviteStore | RelationshipStore

/** Somebody new, who can be disabled. */
const person = Effect.fnUntraced(function*() {
  const accounts = yield* AccountStore
  const id = freshUser()
  const email = `${id}@example.org`
  const kept = { id, email, name: "Ada", zone: utc, language: "en", appearance: "system", createdAt: at() } as const
  yield* accounts.create(new Account({ ...kept, disabledAt: Option.none() }))
  return id
})

const disable = (user: UserId, minutes: number) =>
  AccountStore.use((accounts) => accounts.setDisabled(user, Option.some(at(minutes))))
const enable = (user: UserId) => AccountStore.use((accounts) => accounts.setDisabled(user, Option.none()))

/** Waits never rest here: how long they do is a rule with tests of its own. */
const restless = { nextDoubleUnsafe: () => 0, nextIntUnsafe: () => 0 }

/** Runs the feed for as long as the test lasts. */
const running = (handle: Handle<never>) =>
  Effect.gen(function*() {
    const feed = yield* ChangeFeed
    return yield* Effect.forkScoped(Effect.provideService(feed.run(handle), Random.Random, restless))
  })

/** Takes what comes of this subject, after something was done with it. */
const hearing = Effect.fnUntraced(function*(about: string, first: Handle<never> = () => Effect.void) {
  const heard = yield* Queue.unbounded<Change>()
  const fiber = yield* running((change) =>
    subject(change) === about ? Effect.andThen(first(change), Queue.offer(heard, change)) : Effect.void
  )
  return { heard, stop: Fiber.interrupt(fiber) }
})

/** Lets a change pass when it comes for the second time. */
const failingOnce = (fail: Effect.Effect<never, StoreUnavailable>): Handle<never> => {
  let failed = false
  return () =>
    Effect.suspend(() => {
      if (failed) return Effect.void
      failed = true
      return fail
    })
}

/** What every ChangeFeed must do with what the stores of its family write. Each adapter runs it against its own layer. */
export const suite = <E>(name: string, layer: Layer.Layer<System, E>) =>
  withLayer(layer, { timeout: "4 minutes", excludeTestServices: true })(`ChangeFeed (${name})`, (it) => {
    const test = (sentence: string, body: Effect.Effect<unknown, unknown, System | Scope.Scope>) =>
      it.effect(sentence, () => Effect.scoped(body), 60_000)

    test(
      "whoever was disabled and enabled again is told of, in this order",
      Effect.gen(function*() {
        const user = yield* person()
        const before = yield* DateTime.now
        yield* disable(user, 1)
        yield* enable(user)
        const { heard } = yield* hearing(`account ${user}`)
        const first = yield* Queue.take(heard)
        assert.deepStrictEqual(first, Change.cases.AccountDisabled.make({ user, at: at(1) }))
        const second = yield* Queue.take(heard)
        assert.strictEqual(second._tag, "AccountEnabled")
        assert.isAtLeast(version(second), version(first))
        assert.isAtLeast(version(second), DateTime.toEpochMillis(before) - 1000)
      })
    )

    test(
      "a couple is told of once it is one, by what its members then see",
      Effect.gen(function*() {
        const relationship = yield* couple()
        const { heard } = yield* hearing(`relationship ${relationship.id}`)
        assert.deepStrictEqual(yield* Queue.take(heard), ofRelationship(relationship))
      })
    )

    test(
      "a couple of which somebody leaves is told of, once and after it began",
      Effect.gen(function*() {
        const relationships = yield* RelationshipStore
        const relationship = yield* couple()
        const ended = yield* relationships.end(relationship.id)
        yield* relationships.end(relationship.id)
        const later = yield* couple()
        const heard = yield* Queue.unbounded<Change>()
        yield* running((change) => Queue.offer(heard, change))
        const changes: Array<Change> = []
        const of = (id: RelationshipId) => changes.filter((change) => subject(change) === `relationship ${id}`)
        while (of(later.id).length === 0 || of(relationship.id).length < 2) changes.push(yield* Queue.take(heard))
        assert.deepStrictEqual(of(relationship.id), [ofRelationship(relationship), ofRelationship(ended)])
      })
    )

    test(
      "what changes while the feed runs is told soon",
      Effect.gen(function*() {
        const user = yield* person()
        const { heard } = yield* hearing(`account ${user}`)
        yield* Effect.sleep("300 millis")
        yield* disable(user, 1)
        yield* Queue.take(heard).pipe(Effect.timeout("1 second"))
      })
    )

    test(
      "what was refused changed nothing, and nobody is told",
      Effect.gen(function*() {
        const invites = yield* InviteStore
        const taken = yield* couple()
        const late = relationshipOf(taken.first, freshUser())
        const invite = inviteOf(late.first)
        yield* invites.open(invite)
        yield* invites.claim(invite.id, late.second, at())
        const refusal = yield* Effect.flip(invites.accept(invite.id, late, [], at()))
        assert.strictEqual(refusal._tag, "AlreadyPaired")
        const later = yield* couple()
        const heard = yield* Queue.unbounded<string>()
        yield* running((change) => Queue.offer(heard, subject(change)))
        const subjects: Array<string> = []
        while (subjects.at(-1) !== `relationship ${later.id}`) subjects.push(yield* Queue.take(heard))
        assert.notInclude(subjects, `relationship ${late.id}`)
      })
    )

    test(
      "changes of one subject come one after the other, whatever their handler does",
      Effect.gen(function*() {
        const user = yield* person()
        let [atWork, most] = [0, 0]
        const { heard } = yield* hearing(`account ${user}`, () =>
          Effect.gen(function*() {
            most = Math.max(most, ++atWork)
            yield* Effect.sleep("5 millis")
            atWork--
          }))
        for (let minute = 1; minute <= 12; minute++) yield* disable(user, minute)
        const versions: Array<number> = []
        while (versions.at(-1) !== DateTime.toEpochMillis(at(12))) versions.push(version(yield* Queue.take(heard)))
        assert.deepStrictEqual(versions, versions.toSorted((a, b) => a - b))
        assert.strictEqual(new Set(versions).size, 12)
        assert.strictEqual(most, 1)
      })
    )

    for (
      const [how, fail] of [
        ["a handler that failed", Effect.die(new Error("a bug"))],
        ["a store that did not answer", Effect.fail(new StoreUnavailable({ operation: "test", cause: "away" }))]
      ] as const
    ) {
      test(
        `after ${how} a change comes again, before the later ones of its subject`,
        Effect.gen(function*() {
          const user = yield* person()
          yield* disable(user, 1)
          yield* disable(user, 2)
          const { heard } = yield* hearing(`account ${user}`, failingOnce(fail))
          assert.strictEqual(version(yield* Queue.take(heard)), DateTime.toEpochMillis(at(1)))
          assert.strictEqual(version(yield* Queue.take(heard)), DateTime.toEpochMillis(at(2)))
        })
      )
    }

    test(
      "a change that never succeeds is dead with its reason, and the others go on meanwhile and after",
      Effect.gen(function*() {
        const dead = yield* DeadChanges
        const [poisoned, innocent] = [yield* person(), yield* person()]
        const heard = yield* Queue.unbounded<Change>()
        yield* running((change) => {
          if (subject(change) === `account ${innocent}`) return Queue.offer(heard, change)
          const bad = subject(change) === `account ${poisoned}` && version(change) === DateTime.toEpochMillis(at(1))
          return bad ? Effect.die(new TypeError("poison")) : Queue.offer(heard, change)
        })
        yield* disable(poisoned, 1)
        yield* disable(innocent, 2)
        yield* disable(poisoned, 3)
        const wanted = new Set([`account ${innocent}`, `account ${poisoned}`])
        while (wanted.size > 0) wanted.delete(subject(yield* Queue.take(heard)))
        const given = yield* dead.all.pipe(
          Effect.map((all) => all.filter(({ subject }) => subject === `account ${poisoned}`)),
          Effect.delay("20 millis"),
          Effect.repeat({ until: (found) => found.length > 0 })
        )
        assert.strictEqual(given.length, 1)
        assert.isNotEmpty(given[0]!.reason)
      })
    )

    test(
      "a handler that was stopped half-way gets its change again",
      Effect.gen(function*() {
        const user = yield* person()
        yield* disable(user, 1)
        const begun = yield* Queue.unbounded<Change>()
        const { stop } = yield* hearing(
          `account ${user}`,
          (change) => Effect.andThen(Queue.offer(begun, change), Effect.never)
        )
        const first = yield* Queue.take(begun)
        yield* stop
        const { heard } = yield* hearing(`account ${user}`)
        assert.deepStrictEqual(yield* Queue.take(heard), first)
      })
    )

    test(
      "what was handled is not told again",
      Effect.gen(function*() {
        const user = yield* person()
        yield* disable(user, 1)
        const { heard, stop } = yield* hearing(`account ${user}`)
        yield* Queue.take(heard)
        yield* Effect.sleep("300 millis")
        yield* stop
        const again = yield* hearing(`account ${user}`)
        yield* disable(user, 2)
        assert.strictEqual(version(yield* Queue.take(again.heard)), DateTime.toEpochMillis(at(2)))
      })
    )
  })
