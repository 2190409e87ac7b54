import { assert, layer as withLayer } from "@effect/vitest"
import { Effect, type Layer, Option } from "effect"
import type { UserId } from "../../src/accounts/Account.ts"
import {
  Notification,
  NotificationId,
  type NotificationKind,
  NotificationNotFound
} from "../../src/notifications/Notification.ts"
import { NotificationStore, type Telling } from "../../src/notifications/NotificationStore.ts"
import type { InviteStore } from "../../src/relationships/InviteStore.ts"
import { RelationshipId } from "../../src/relationships/Relationship.ts"
import type { RelationshipStore } from "../../src/relationships/RelationshipStore.ts"
import { at, couple, end, freshId, freshUser, twenty } from "./Couples.ts"

/** Somebody of a couple, and the record of something they are told. */
const toldTo = (
  { relationship, user }: { readonly relationship: RelationshipId; readonly user: UserId },
  source = freshId(),
  kind: NotificationKind = "affirmation"
) => ({
  relationship,
  notification: new Notification({
    id: NotificationId.make(freshId()),
    user,
    kind,
    source,
    createdAt: at(),
    readAt: Option.none()
  })
})

const somebody = () => Effect.map(couple(), ({ first, id }) => ({ relationship: id, user: first }))
const kept = (tellings: ReadonlyArray<Telling>) => tellings.map(({ notification }) => Option.some(notification))

/** What every NotificationStore must do. Each adapter runs it against its own layer. */
export const suite = <E>(
  name: string,
  layer: Layer.Layer<NotificationStore | InviteStore | RelationshipStore, E>
) =>
  withLayer(layer, { timeout: "4 minutes", excludeTestServices: true })(`NotificationStore (${name})`, (it) => {
    it.effect("what is added comes back in the order asked, and is in the inbox of its user alone", () =>
      Effect.gen(function*() {
        const store = yield* NotificationStore
        const [a, b] = [toldTo(yield* somebody()), toldTo(yield* somebody())]
        assert.deepStrictEqual(yield* store.add([b, a]), kept([b, a]))
        assert.deepStrictEqual(
          yield* store.list(a.notification.user, Option.none(), 10),
          { items: [a.notification], next: Option.none() }
        )
        assert.deepStrictEqual(yield* store.add([]), [])
      }))

    it.effect("there is one of a user, a kind and a source: the first one", () =>
      Effect.gen(function*() {
        const store = yield* NotificationStore
        const user = yield* somebody()
        const first = toldTo(user)
        yield* store.add([first])
        const again = toldTo(user, first.notification.source)
        const other = toldTo(user)
        const elsewhere = toldTo(yield* somebody(), first.notification.source)
        assert.deepStrictEqual(
          yield* store.add([again, other, elsewhere, other]),
          kept([first, other, elsewhere, other])
        )
        assert.deepStrictEqual(
          (yield* store.list(user.user, Option.none(), 10)).items,
          [other.notification, first.notification]
        )
      }))

    it.effect("of twenty who add the same at once, in any order, all get the same", () =>
      Effect.gen(function*() {
        const store = yield* NotificationStore
        for (const user of [yield* somebody(), yield* somebody()]) {
          const sources = Array.from({ length: 60 }, freshId)
          const added = yield* twenty((n) => {
            const turned = [...sources.slice(n * 3), ...sources.slice(0, n * 3)]
            return Effect.map(store.add(turned.map((source) => toldTo(user, source))), (kept) => {
              const found = kept.map(Option.getOrThrow)
              assert.deepStrictEqual(found.map(({ source }) => source), turned)
              return found.map(({ id }) => id).toSorted()
            })
          })
          for (const ids of added) assert.deepStrictEqual(ids, added[0])
          assert.strictEqual((yield* store.list(user.user, Option.none(), 200)).items.length, 60)
        }
      }))

    it.effect("of one delivery a heart and a reply are told apart from the affirmation that came", () =>
      Effect.gen(function*() {
        const store = yield* NotificationStore
        const [user, source] = [yield* somebody(), freshId()]
        const all = (["affirmation", "heart", "reply"] as const).map((kind) => toldTo(user, source, kind))
        assert.deepStrictEqual(yield* store.add(all), kept(all))
        assert.deepStrictEqual(
          (yield* store.list(user.user, Option.none(), 10)).items,
          all.map(({ notification }) => notification).toReversed()
        )
      }))

    it.effect("what nobody read is withdrawn and comes back as it was; what was read stays", () =>
      Effect.gen(function*() {
        const store = yield* NotificationStore
        const somebodyElse = yield* somebody()
        const { relationship, user } = yield* somebody()
        const [one, other] = [toldTo({ relationship, user }).notification, toldTo({ relationship, user }).notification]
        const inbox = Effect.map(store.list(user, Option.none(), 10), ({ items }) => items)
        yield* store.add([one, other].map((notification) => ({ notification, relationship })))
        yield* store.withdraw(toldTo(somebodyElse).notification)
        yield* store.withdraw({ ...one, user: freshUser() })
        yield* store.withdraw({ ...one, kind: "heart" })
        assert.deepStrictEqual(yield* inbox, [other, one])
        yield* twenty(() => store.withdraw(one))
        assert.deepStrictEqual(yield* inbox, [other])
        assert.deepStrictEqual(yield* Effect.flip(store.markRead(user, one.id, at(1))), new NotificationNotFound())
        const again = [toldTo({ relationship, user }, one.source)]
        assert.deepStrictEqual(yield* store.add(again), [Option.some(one)])
        assert.deepStrictEqual(yield* inbox, [other, one])
        const read = yield* store.markRead(user, one.id, at(1))
        yield* store.withdraw(one)
        assert.deepStrictEqual(yield* inbox, [other, read])
        assert.deepStrictEqual(yield* store.add(again), [Option.some(read)])
        assert.deepStrictEqual(yield* inbox, [other, read])
      }))

    it.effect("nobody is told anything in a relationship that is ending, or that is not theirs", () =>
      Effect.gen(function*() {
        const store = yield* NotificationStore
        const [left, other] = [yield* somebody(), yield* somebody()]
        const before = toldTo(left)
        yield* store.add([before])
        yield* end(left.relationship)
        const stranger = toldTo({ relationship: other.relationship, user: freshUser() })
        const nowhere = toldTo({ relationship: RelationshipId.make(freshId()), user: other.user })
        const fine = toldTo(other)
        assert.deepStrictEqual(
          yield* store.add([before, toldTo(left), stranger, fine, nowhere]),
          [Option.none(), Option.none(), Option.none(), Option.some(fine.notification), Option.none()]
        )
        assert.deepStrictEqual((yield* store.list(left.user, Option.none(), 10)).items, [before.notification])
        assert.deepStrictEqual((yield* store.list(other.user, Option.none(), 10)).items, [fine.notification])
        assert.deepStrictEqual((yield* store.list(stranger.notification.user, Option.none(), 10)).items, [])
      }))

    it.effect("an inbox is read newest first, page by page", () =>
      Effect.gen(function*() {
        const store = yield* NotificationStore
        const user = yield* somebody()
        const all = Array.from({ length: 5 }, () => toldTo(user))
        yield* store.add(all)
        const newest = all.map(({ notification }) => notification).toReversed()
        const one = yield* store.list(user.user, Option.none(), 2)
        assert.deepStrictEqual(one.items, newest.slice(0, 2))
        const two = yield* store.list(user.user, one.next, 3)
        assert.deepStrictEqual(two, { items: newest.slice(2), next: Option.none() })
      }))

    it.effect("one is found by its id by its user, and by nobody else", () =>
      Effect.gen(function*() {
        const store = yield* NotificationStore
        const telling = toldTo(yield* somebody())
        const added = telling.notification
        yield* store.add([telling])
        assert.deepStrictEqual(yield* store.find(added.user, added.id), Option.some(added))
        assert.deepStrictEqual(yield* store.find(freshUser(), added.id), Option.none())
        yield* store.withdraw(added)
        assert.deepStrictEqual(yield* store.find(added.user, added.id), Option.none(), "it was taken back")
        assert.deepStrictEqual(yield* store.find(added.user, NotificationId.make(freshId())), Option.none())
      }))

    it.effect("the first time somebody reads it is kept, and nobody else reads it for them", () =>
      Effect.gen(function*() {
        const store = yield* NotificationStore
        const told = toldTo(yield* somebody())
        const added = told.notification
        yield* store.add([told])
        const read = new Notification({ ...added, readAt: Option.some(at(1)) })
        assert.deepStrictEqual(
          yield* Effect.flip(store.markRead(freshUser(), added.id, at(0))),
          new NotificationNotFound()
        )
        assert.deepStrictEqual(yield* store.markRead(added.user, added.id, at(1)), read)
        assert.deepStrictEqual(yield* store.markRead(added.user, added.id, at(2)), read)
        assert.deepStrictEqual((yield* store.list(added.user, Option.none(), 10)).items, [read])
        assert.deepStrictEqual(
          yield* Effect.flip(store.markRead(added.user, NotificationId.make(freshId()), at(1))),
          new NotificationNotFound()
        )
      }))
  })
