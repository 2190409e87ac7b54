import { assert, layer as withLayer } from "@effect/vitest"
import { Effect, type Layer, Option } from "effect"
import { Notification, NotificationId, NotificationNotFound } from "../../src/notifications/Notification.ts"
import { NotificationStore } from "../../src/notifications/NotificationStore.ts"
import { at, freshId, freshUser, twenty } from "./Couples.ts"

const notificationFor = (user = freshUser(), source = freshId()) =>
  new Notification({
    id: NotificationId.make(freshId()),
    user,
    kind: "affirmation",
    source,
    createdAt: at(),
    readAt: Option.none()
  })

/** What every NotificationStore must do. Each adapter runs it against its own layer. */
export const suite = <E>(name: string, layer: Layer.Layer<NotificationStore, E>) =>
  withLayer(layer, { timeout: "30 seconds", excludeTestServices: true })(`NotificationStore (${name})`, (it) => {
    it.effect("what is added comes back in the order asked, and is in the inbox of its user alone", () =>
      Effect.gen(function*() {
        const store = yield* NotificationStore
        const [a, b] = [notificationFor(), notificationFor()]
        assert.deepStrictEqual(yield* store.add([b, a]), [b, a])
        assert.deepStrictEqual(yield* store.list(a.user, Option.none(), 10), { items: [a], next: Option.none() })
        assert.deepStrictEqual(yield* store.add([]), [])
      }))

    it.effect("there is one of a user, a kind and a source: the first one", () =>
      Effect.gen(function*() {
        const store = yield* NotificationStore
        const first = notificationFor()
        yield* store.add([first])
        const again = notificationFor(first.user, first.source)
        const other = notificationFor(first.user)
        const elsewhere = notificationFor(freshUser(), first.source)
        assert.deepStrictEqual(
          yield* store.add([again, other, elsewhere, other]),
          [first, other, elsewhere, other]
        )
        assert.deepStrictEqual((yield* store.list(first.user, Option.none(), 10)).items, [other, first])
      }))

    it.effect("of twenty who add the same at once, in any order, all get the same", () =>
      Effect.gen(function*() {
        const store = yield* NotificationStore
        for (const user of [freshUser(), freshUser()]) {
          const sources = Array.from({ length: 60 }, freshId)
          const added = yield* twenty((n) => {
            const turned = [...sources.slice(n * 3), ...sources.slice(0, n * 3)]
            return Effect.map(store.add(turned.map((source) => notificationFor(user, source))), (kept) => {
              assert.deepStrictEqual(kept.map(({ source }) => source), turned)
              return kept.map(({ id }) => id).toSorted()
            })
          })
          for (const ids of added) assert.deepStrictEqual(ids, added[0])
          assert.strictEqual((yield* store.list(user, Option.none(), 200)).items.length, 60)
        }
      }))

    it.effect("of one delivery a heart and a reply are told apart from the affirmation that came", () =>
      Effect.gen(function*() {
        const store = yield* NotificationStore
        const [user, source] = [freshUser(), freshId()]
        const all = (["affirmation", "heart", "reply"] as const).map((kind) =>
          new Notification({ ...notificationFor(user, source), kind })
        )
        assert.deepStrictEqual(yield* store.add(all), all)
        assert.deepStrictEqual((yield* store.list(user, Option.none(), 10)).items, all.toReversed())
      }))

    it.effect("what nobody read is withdrawn and comes back as it was; what was read stays", () =>
      Effect.gen(function*() {
        const store = yield* NotificationStore
        const user = freshUser()
        const [one, other] = [notificationFor(user), notificationFor(user)]
        const inbox = Effect.map(store.list(user, Option.none(), 10), ({ items }) => items)
        yield* store.add([one, other])
        yield* store.withdraw(notificationFor())
        yield* store.withdraw({ ...one, user: freshUser() })
        yield* store.withdraw({ ...one, kind: "heart" })
        assert.deepStrictEqual(yield* inbox, [other, one])
        yield* twenty(() => store.withdraw(one))
        assert.deepStrictEqual(yield* inbox, [other])
        assert.deepStrictEqual(yield* Effect.flip(store.markRead(user, one.id, at(1))), new NotificationNotFound())
        assert.deepStrictEqual(yield* store.add([notificationFor(user, one.source)]), [one])
        assert.deepStrictEqual(yield* inbox, [other, one])
        const read = yield* store.markRead(user, one.id, at(1))
        yield* store.withdraw(one)
        assert.deepStrictEqual(yield* store.add([notificationFor(user, one.source)]), [read])
        assert.deepStrictEqual(yield* inbox, [other, read])
      }))

    it.effect("an inbox is read newest first, page by page", () =>
      Effect.gen(function*() {
        const store = yield* NotificationStore
        const user = freshUser()
        const all = Array.from({ length: 5 }, () => notificationFor(user))
        yield* store.add(all)
        const newest = all.toReversed()
        const one = yield* store.list(user, Option.none(), 2)
        assert.deepStrictEqual(one.items, newest.slice(0, 2))
        const two = yield* store.list(user, one.next, 3)
        assert.deepStrictEqual(two, { items: newest.slice(2), next: Option.none() })
      }))

    it.effect("the first time somebody reads it is kept, and nobody else reads it for them", () =>
      Effect.gen(function*() {
        const store = yield* NotificationStore
        const added = notificationFor()
        yield* store.add([added])
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
