import { assert, layer as withLayer } from "@effect/vitest"
import { Effect, type Layer, Option } from "effect"
import type { UserId } from "../../src/accounts/Account.ts"
import { NotificationId } from "../../src/notifications/Notification.ts"
import * as Devices from "../../src/push/Devices.ts"
import {
  AuthSecret,
  DeviceName,
  Endpoint,
  most,
  P256dh,
  PushEndpointTaken,
  PushSubscription,
  PushSubscriptionId,
  PushSubscriptionNotFound,
  remembered
} from "../../src/push/PushSubscription.ts"
import { PushSubscriptionStore } from "../../src/push/PushSubscriptionStore.ts"
import { at, freshId, freshUser, twenty } from "./Couples.ts"

const p256dh = `BA${"a".repeat(84)}A`

/** A browser of somebody, to which nothing was sent yet. */
export const subscriptionOf = (user: UserId, more: Partial<PushSubscription> = {}) =>
  new PushSubscription({
    id: PushSubscriptionId.make(freshId()),
    user,
    endpoint: `https://push.example.org/${freshId()}`,
    p256dh,
    auth: `${"a".repeat(21)}A`,
    name: "Firefox, Android",
    createdAt: at(),
    acceptedAt: Option.none(),
    failures: 0,
    failedAt: Option.none(),
    error: null,
    taken: [],
    ...more
  })

const notification = () => NotificationId.make(freshId())

/** What every PushSubscriptionStore must do. Each adapter runs it against its own layer. */
export const suite = <E>(name: string, layer: Layer.Layer<PushSubscriptionStore, E>) =>
  withLayer(layer, { timeout: "4 minutes", excludeTestServices: true })(`PushSubscriptionStore (${name})`, (it) => {
    it.effect.prop(
      "what is saved is listed, whatever is in it",
      [P256dh, AuthSecret, DeviceName, Endpoint],
      ([p256dh, auth, name, endpoint]) =>
        Effect.gen(function*() {
          const store = yield* PushSubscriptionStore
          const subscription = subscriptionOf(freshUser(), { p256dh, auth, name, endpoint: `${freshId()}${endpoint}` })
          assert.deepStrictEqual(yield* store.save(subscription), subscription)
          assert.deepStrictEqual(yield* store.list(subscription.user), [subscription])
        })
    )

    it.effect("there is one of an endpoint: saved again it keeps its id, its name and its marks, and gets the new keys", () =>
      Effect.gen(function*() {
        const store = yield* PushSubscriptionStore
        const first = subscriptionOf(freshUser())
        yield* store.save(first)
        yield* store.markTaken(first.user, first.id, at(1))
        const renewed = yield* twenty(() =>
          store.save(
            subscriptionOf(first.user, { endpoint: first.endpoint, auth: `${"b".repeat(21)}A`, name: "another" })
          )
        )
        const kept = new PushSubscription({ ...first, auth: `${"b".repeat(21)}A`, acceptedAt: Option.some(at(1)) })
        for (const one of renewed) assert.deepStrictEqual(one, kept)
        assert.deepStrictEqual(yield* store.list(first.user), [kept])
      }))

    it.effect("of twenty who save one endpoint at once one has it, and the others none of theirs", () =>
      Effect.gen(function*() {
        const store = yield* PushSubscriptionStore
        const { endpoint } = subscriptionOf(freshUser())
        const asked = yield* twenty(() => {
          const subscription = subscriptionOf(freshUser(), { endpoint })
          return Effect.map(Effect.result(store.save(subscription)), (result) => ({ result, subscription }))
        })
        const [first] = asked.filter(({ result }) => result._tag === "Success")
        for (const { result, subscription } of asked) {
          const listed = yield* store.list(subscription.user)
          if (subscription === first?.subscription) assert.deepStrictEqual(listed, [subscription])
          else {
            assert.deepStrictEqual(listed, [])
            if (result._tag === "Failure") assert.deepStrictEqual(result.failure, new PushEndpointTaken())
            else assert.fail("two have one endpoint")
          }
        }
      }))

    it.effect("of many users it tells those who have any", () =>
      Effect.gen(function*() {
        const store = yield* PushSubscriptionStore
        const users = Array.from({ length: 40 }, freshUser)
        const some = users.filter((_, n) => n % 3 === 0)
        for (const user of some) yield* store.save(subscriptionOf(user))
        yield* store.save(subscriptionOf(some[0]!))
        assert.sameMembers([...yield* store.subscribed(users)], some)
        assert.deepStrictEqual(yield* store.subscribed([]), [])
        for (const { id, user } of yield* store.list(some[0]!)) yield* store.remove(user, id)
        assert.deepStrictEqual(yield* store.subscribed([some[0]!]), [])
      }))

    it.effect("they are renamed, marked and removed by their user and nobody else", () =>
      Effect.gen(function*() {
        const store = yield* PushSubscriptionStore
        const [mine, other] = [subscriptionOf(freshUser()), freshUser()]
        yield* store.save(mine)
        assert.deepStrictEqual(
          yield* Effect.flip(store.rename(other, mine.id, "theirs")),
          new PushSubscriptionNotFound()
        )
        yield* store.markTaken(other, mine.id, at(1), notification())
        yield* store.markFailed(other, mine.id, at(1), "status 500")
        yield* store.remove(other, mine.id)
        assert.deepStrictEqual(yield* store.list(mine.user), [mine])
        assert.deepStrictEqual(yield* store.list(other), [])
        const renamed = new PushSubscription({ ...mine, name: "Kitchen" })
        assert.deepStrictEqual(yield* store.rename(mine.user, mine.id, "Kitchen"), renamed)
        yield* twenty(() => store.remove(mine.user, mine.id))
        assert.deepStrictEqual(yield* store.list(mine.user), [])
        assert.strictEqual(
          (yield* Effect.flip(store.rename(mine.user, mine.id, "gone")))._tag,
          "PushSubscriptionNotFound"
        )
      }))

    it.effect("an endpoint that was given up is free for anybody", () =>
      Effect.gen(function*() {
        const store = yield* PushSubscriptionStore
        const first = subscriptionOf(freshUser())
        yield* store.save(first)
        yield* store.remove(first.user, first.id)
        const second = subscriptionOf(freshUser(), { endpoint: first.endpoint })
        assert.deepStrictEqual(yield* store.save(second), second)
        // a second removal of the first is nothing to the second
        yield* store.remove(first.user, first.id)
        assert.deepStrictEqual(yield* store.list(second.user), [second])
        assert.strictEqual(
          (yield* Effect.flip(store.save(subscriptionOf(first.user, { endpoint: first.endpoint }))))._tag,
          "PushEndpointTaken"
        )
      }))

    it.effect("failures are counted until something is taken, also by twenty at once", () =>
      Effect.gen(function*() {
        const store = yield* PushSubscriptionStore
        const mine = subscriptionOf(freshUser())
        yield* store.save(mine)
        yield* twenty(() => store.markFailed(mine.user, mine.id, at(1), "status 503"))
        const failed = { failures: 20, failedAt: Option.some(at(1)), error: "status 503" }
        assert.deepStrictEqual(yield* store.list(mine.user), [new PushSubscription({ ...mine, ...failed })])
        yield* store.markTaken(mine.user, mine.id, at(2))
        const taken = new PushSubscription({ ...mine, acceptedAt: Option.some(at(2)) })
        assert.deepStrictEqual(yield* store.list(mine.user), [taken])
      }))

    it.effect(`it remembers the last ${remembered} notifications at least, each once, and not all there ever were`, () =>
      Effect.gen(function*() {
        const store = yield* PushSubscriptionStore
        const mine = subscriptionOf(freshUser())
        yield* store.save(mine)
        const all = Array.from({ length: 5 * remembered }, notification)
        const mark = (one: NotificationId) => store.markTaken(mine.user, mine.id, at(1), one)
        yield* Effect.forEach(all, mark)
        const last = all.slice(-remembered)
        yield* Effect.forEach(last, mark, { concurrency: "unbounded" })
        const [{ taken = [] } = {}] = yield* store.list(mine.user)
        assert.deepStrictEqual(taken.slice(-remembered), last)
        assert.isAtMost(taken.length, 2 * remembered)
        assert.strictEqual(new Set(taken).size, taken.length)
      }))

    it.effect("of twenty that are marked at once none is forgotten before it has to be", () =>
      Effect.gen(function*() {
        const store = yield* PushSubscriptionStore
        const mine = subscriptionOf(freshUser())
        yield* store.save(mine)
        const all = Array.from({ length: remembered }, notification)
        yield* Effect.forEach(all, (one) => store.markTaken(mine.user, mine.id, at(1), one), {
          concurrency: "unbounded"
        })
        const [{ taken = [] } = {}] = yield* store.list(mine.user)
        assert.deepStrictEqual(taken.toSorted(), all)
      }))

    it.effect("what is marked of one that is gone makes nothing of it", () =>
      Effect.gen(function*() {
        const store = yield* PushSubscriptionStore
        const mine = subscriptionOf(freshUser())
        yield* store.markTaken(mine.user, mine.id, at(1), notification())
        yield* store.markFailed(mine.user, mine.id, at(1), "status 500")
        assert.deepStrictEqual(yield* store.list(mine.user), [])
      }))

    it.effect(`an account has ${most}: more take the place of the oldest, and of twenty at once the newest stay`, () =>
      Effect.gen(function*() {
        const store = yield* PushSubscriptionStore
        const user = freshUser()
        const all = Array.from({ length: 20 }, () => subscriptionOf(user))
        yield* twenty((n) => Devices.subscribe(all[n]!))
        assert.deepStrictEqual(yield* store.list(user), all.slice(-most))
        const again = yield* Devices.subscribe(all[0]!)
        assert.deepStrictEqual(again, all[0])
        const last = subscriptionOf(user)
        yield* Devices.subscribe(last)
        assert.deepStrictEqual((yield* store.list(user)).at(-1), last)
        assert.strictEqual((yield* store.list(user)).length, most)
      }))
  })
