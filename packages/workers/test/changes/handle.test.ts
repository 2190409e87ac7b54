import { assert, layer as withLayer } from "@effect/vitest"
import type { UserId } from "@lumi/core/accounts/Account"
import { AccountStore } from "@lumi/core/accounts/AccountStore"
import { type Change, ofAccount, ofRelationship } from "@lumi/core/changes/Change"
import { Realtime } from "@lumi/core/realtime/Realtime"
import type { Ticket } from "@lumi/core/realtime/Ticket"
import * as Topics from "@lumi/core/realtime/Topics"
import { Epoch, type Relationship, Relationship as RelationshipModel } from "@lumi/core/relationships/Relationship"
import { Memory, Story } from "@lumi/core/testing"
import { Pages } from "@lumi/core/testing/memory/Realtime"
import { DateTime, Effect, Option, Random } from "effect"
import { TestClock } from "effect/testing"
import { changes, handle } from "../../src/changes/handle.ts"

const device = Topics.DeviceId.make("device-1")

/** A ticket of a member, of an epoch or of the time before. */
const ticketOf = (user: UserId, relationship?: Relationship) =>
  Realtime.use((realtime) =>
    realtime.ticket({
      user,
      device,
      membership: Option.map(
        Option.fromUndefinedOr(relationship),
        ({ epoch, id }) => ({ relationship: id, epoch })
      )
    })
  )

const page = (ticket: Ticket) => Pages.use((pages) => pages.connect({ ticket }))

const opens = (ticket: Ticket) =>
  page(ticket).pipe(Effect.as(true), Effect.catchTag("PageRefused", () => Effect.succeed(false)), Effect.scoped)

const at = (relationship: Relationship, epoch: number) =>
  new RelationshipModel({ ...relationship, epoch: Epoch.make(epoch) })

/** Each of them once or twice, in any order. */
const anyhow = (changes: ReadonlyArray<Change>) =>
  Effect.gen(function*() {
    const again = yield* Effect.filter(changes, () => Random.nextBoolean)
    return yield* Random.shuffle([...changes, ...again])
  })

withLayer(Memory.layer)("What is done about a change", (it) => {
  it.effect("whoever was disabled is put out of every page, by the feed, and nobody else is", () =>
    Effect.gen(function*() {
      const accounts = yield* AccountStore
      const { first, relationship, second } = yield* Story.couple("Ada", "Ben")
      yield* Effect.forkScoped(changes)
      yield* TestClock.adjust("1 second")
      const his = yield* page(yield* ticketOf(second.id, relationship))
      const hers = yield* page(yield* ticketOf(first.id, relationship))
      yield* accounts.setDisabled(second.id, Option.some(yield* DateTime.now))
      yield* his.closed
      assert.isTrue(hers.isOpen())
    }).pipe(Effect.scoped))

  it.effect("whoever was enabled since stays", () =>
    Effect.gen(function*() {
      const person = yield* Story.person("Ada")
      const open = yield* page(yield* ticketOf(person.id))
      const now = yield* DateTime.now
      yield* handle(ofAccount({ ...person, disabledAt: Option.some(now) }, now))
      assert.isTrue(open.isOpen())
    }).pipe(Effect.scoped))

  it.effect("two who become a couple load it on every page, and what was let in before is closed", () =>
    Effect.gen(function*() {
      const { first, relationship, second } = yield* Story.couple("Ada", "Ben")
      const pages = yield* Effect.forEach(
        [first, second],
        ({ id }) => Effect.tap(Effect.flatMap(ticketOf(id), page), (open) => open.subscribe(Topics.inboxFilter(id)))
      )
      yield* handle(ofRelationship(relationship))
      for (const open of pages) {
        yield* open.closed
        assert.deepStrictEqual(open.heard().map(({ text }) => JSON.parse(text).event), ["relationship"])
      }
      assert.isTrue(yield* opens(yield* ticketOf(first.id, relationship)))
    }).pipe(Effect.scoped))

  it.effect("twice and in any order it comes to the same", () =>
    Effect.gen(function*() {
      const accounts = yield* AccountStore
      for (let round = 0; round < 50; round++) {
        const { first, relationship, second } = yield* Story.couple("Ada", "Ben")
        const epochs = [at(relationship, 1), at(relationship, 2), at(relationship, 3)]
        const [single, ...members] = yield* Effect.forEach([undefined, ...epochs], (of) => ticketOf(first.id, of))
        const his = yield* ticketOf(second.id, at(relationship, 3))
        yield* TestClock.adjust("1 second")
        const now = yield* DateTime.now
        // of the two Ben is disabled in the end, and Ada is not
        const [off, on] = [ofAccount({ ...first, disabledAt: Option.some(now) }, now), ofAccount(first, now)]
        const ben = yield* accounts.setDisabled(second.id, Option.some(now))
        const told = [...epochs.map(ofRelationship), off, on, ofAccount(ben, now), ofAccount(second, now)]
        for (const change of yield* anyhow(told)) yield* handle(change)
        const open = yield* Effect.forEach([single!, ...members, his], opens)
        assert.deepStrictEqual(open, [false, false, false, true, false])
      }
    }))
})
