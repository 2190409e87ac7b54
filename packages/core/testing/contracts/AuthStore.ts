import { assert, layer as withLayer } from "@effect/vitest"
import { DateTime, Effect, type Layer, Option, Ref } from "effect"
import { type AuthItem, type AuthKey, type Expected, maxWrites } from "../../src/accounts/AuthItem.ts"
import { AuthStore } from "../../src/accounts/AuthStore.ts"

type Value = AuthItem["value"]

const put = (key: AuthKey, expected: Expected, value: Value = {}, expiresAt: AuthItem["expiresAt"] = Option.none()) =>
  ({
    ...key,
    kind: "put",
    expected,
    value,
    version: typeof expected === "number" ? expected + 1 : 1,
    expiresAt
  }) as const
const remove = (key: AuthKey, expected: Expected = "anything") => ({ ...key, kind: "remove", expected }) as const
const check = (key: AuthKey, expected: Expected) => ({ ...key, kind: "check", expected }) as const

let partitions = 0
/** A partition no other test uses: stores are shared by the tests of a suite, and may hold the items of an earlier run. */
const fresh = () => `contract#${++partitions}#${Math.random()}`

const versionOf = (key: AuthKey) =>
  AuthStore.use((store) => store.get(key)).pipe(
    Effect.map(Option.match({ onNone: () => "nothing" as const, onSome: ({ version }) => version }))
  )

/** Tries until it was nobody's turn but ours. */
const insist = <A, R>(attempt: Effect.Effect<A, { readonly _tag: string }, R>) =>
  attempt.pipe(Effect.retry({ while: ({ _tag }) => _tag === "ConditionFailed" }))

/** What every AuthStore must do. Each adapter runs it against its own layer. */
export const suite = <E>(name: string, layer: Layer.Layer<AuthStore, E>) =>
  withLayer(layer, { timeout: "4 minutes" })(`AuthStore (${name})`, (it) => {
    it.effect("what is put is found, with its version, its end and its JSON", () =>
      Effect.gen(function*() {
        const store = yield* AuthStore
        const key = { pk: fresh(), sk: "ROW" }
        const value = { text: "ä \"quoted\" 'and' \\ 💚", number: 1.5, yes: true, none: null, list: [1, { deep: [] }] }
        const end = DateTime.makeUnsafe("2027-01-31T10:20:30Z")
        yield* store.transact([put(key, "nothing", value, Option.some(end))])
        const found = Option.getOrThrow(yield* store.get(key))
        assert.deepStrictEqual(found, { ...key, version: 1, value, expiresAt: Option.some(end) })
      }))

    it.effect("an item without an end has none", () =>
      Effect.gen(function*() {
        const store = yield* AuthStore
        const key = { pk: fresh(), sk: "ROW" }
        yield* store.transact([put(key, "nothing")])
        assert.isTrue(Option.isNone(Option.getOrThrow(yield* store.get(key)).expiresAt))
      }))

    it.effect("what was never put is not found", () =>
      Effect.gen(function*() {
        const store = yield* AuthStore
        const pk = fresh()
        yield* store.transact([put({ pk, sk: "a" }, "nothing")])
        assert.isTrue(Option.isNone(yield* store.get({ pk, sk: "b" })))
        assert.isTrue(Option.isNone(yield* store.get({ pk: fresh(), sk: "a" })))
      }))

    it.effect("many who read at once each find what they asked for", () =>
      Effect.gen(function*() {
        const store = yield* AuthStore
        const pk = fresh()
        yield* store.transact(Array.from({ length: 50 }, (_, n) => put({ pk, sk: String(n) }, "nothing", { n })))
        const asked = Array.from({ length: 300 }, (_, n) => n % 60)
        const found = yield* Effect.forEach(asked, (n) => store.get({ pk, sk: String(n) }), {
          concurrency: "unbounded"
        })
        assert.deepStrictEqual(
          found.map(Option.map(({ value }) => value)),
          asked.map((n) => n < 50 ? Option.some({ n }) : Option.none())
        )
      }))

    it.effect("a query gives one partition, ordered by bytes", () =>
      Effect.gen(function*() {
        const store = yield* AuthStore
        const pk = fresh()
        const keys = ["b", "a", "B", "a#1", "_", "a-1", "0"]
        yield* store.transact(keys.map((sk) => put({ pk, sk }, "nothing")))
        yield* store.transact([put({ pk: `${pk}x`, sk: "z" }, "nothing")])
        assert.deepStrictEqual((yield* store.query(pk)).map(({ sk }) => sk), ["0", "B", "_", "a", "a#1", "a-1", "b"])
        assert.deepStrictEqual(yield* store.query(fresh()), [])
      }))

    it.effect("a write that expects the wrong thing changes nothing and says which step it was", () =>
      Effect.gen(function*() {
        const store = yield* AuthStore
        const pk = fresh()
        const at = (sk: string) => ({ pk, sk })
        yield* store.transact([put(at("there"), "nothing", { n: 1 }), put(at("other"), "nothing")])
        const failed = yield* store.transact([
          put(at("new"), "nothing"),
          put(at("there"), 7, { n: 2 }),
          put(at("missing"), 1),
          check(at("other"), "nothing")
        ]).pipe(Effect.flip)
        if (failed._tag !== "ConditionFailed") return assert.fail(failed._tag)
        assert.deepStrictEqual(failed.steps, [1, 2, 3])
        const items = yield* store.query(pk)
        assert.deepStrictEqual(items.map(({ sk, value, version }) => ({ sk, value, version })), [
          { sk: "other", value: {}, version: 1 },
          { sk: "there", value: { n: 1 }, version: 1 }
        ])
      }))

    it.effect("what is removed is gone and may be put again", () =>
      Effect.gen(function*() {
        const store = yield* AuthStore
        const key = { pk: fresh(), sk: "ROW" }
        yield* store.transact([put(key, "nothing")])
        const failed = yield* store.transact([remove(key, 2)]).pipe(Effect.flip)
        assert.strictEqual(failed._tag, "ConditionFailed")
        yield* store.transact([remove(key, 1)])
        assert.deepStrictEqual(yield* store.query(key.pk), [])
        yield* store.transact([remove(key)])
        yield* store.transact([put(key, "nothing")])
      }))

    it.effect("a check holds the others back and writes nothing itself", () =>
      Effect.gen(function*() {
        const store = yield* AuthStore
        const pk = fresh()
        yield* store.transact([check({ pk, sk: "a" }, "nothing"), put({ pk, sk: "b" }, "nothing")])
        assert.deepStrictEqual((yield* store.query(pk)).map(({ sk }) => sk), ["b"])
        yield* store.transact([check({ pk, sk: "b" }, 1), put({ pk, sk: "c" }, "nothing")])
        const failed = yield* store.transact([check({ pk, sk: "b" }, 2), put({ pk, sk: "d" }, "nothing")]).pipe(
          Effect.flip
        )
        assert.strictEqual(failed._tag, "ConditionFailed")
        assert.deepStrictEqual((yield* store.query(pk)).map(({ sk }) => sk), ["b", "c"])
      }))

    it.effect(`${maxWrites} steps are one transaction; one more, or one item twice, is a bug`, () =>
      Effect.gen(function*() {
        const store = yield* AuthStore
        const pk = fresh()
        const steps = Array.from({ length: maxWrites + 1 }, (_, n) => put({ pk, sk: String(n) }, "nothing"))
        assert.strictEqual((yield* store.transact(steps).pipe(Effect.exit))._tag, "Failure")
        assert.deepStrictEqual(yield* store.query(pk), [])
        yield* store.transact(steps.slice(1))
        assert.strictEqual((yield* store.query(pk)).length, maxWrites)
        const twice = yield* store.transact([remove({ pk, sk: "1" }), check({ pk, sk: "1" }, 1)]).pipe(Effect.exit)
        assert.strictEqual(twice._tag, "Failure")
        assert.strictEqual((yield* store.query(pk)).length, maxWrites)
      }))

    it.effect("of ten who create the same thing at once, one does", () =>
      Effect.gen(function*() {
        const store = yield* AuthStore
        const pk = fresh()
        const create = (n: number) =>
          store.transact([
            put({ pk, sk: `row ${n}` }, "nothing", { n }),
            put({ pk, sk: "e-mail" }, "nothing", { n })
          ]).pipe(Effect.result)
        const results = yield* Effect.forEach([0, 1, 2, 3, 4, 5, 6, 7, 8, 9], create, { concurrency: "unbounded" })
        assert.strictEqual(results.filter(({ _tag }) => _tag === "Success").length, 1)
        const items = yield* store.query(pk)
        assert.strictEqual(items.length, 2)
        assert.deepStrictEqual(items[0]?.value, items[1]?.value)
      }))

    it.effect("of twenty who take a one-time value at once, one gets it", () =>
      Effect.gen(function*() {
        const store = yield* AuthStore
        const key = { pk: fresh(), sk: "once" }
        yield* store.transact([put(key, "nothing")])
        const takers = Array.from({ length: 20 }, () => store.transact([remove(key, 1)]).pipe(Effect.result))
        const results = yield* Effect.all(takers, { concurrency: "unbounded" })
        assert.strictEqual(results.filter(({ _tag }) => _tag === "Success").length, 1)
      }))

    it.effect("a counter raised by ten at once counts each of them", () =>
      Effect.gen(function*() {
        const store = yield* AuthStore
        const key = { pk: fresh(), sk: "count" }
        yield* store.transact([put(key, "nothing", { n: 0 })])
        const raise = insist(Effect.gen(function*() {
          const { value, version } = Option.getOrThrow(yield* store.get(key))
          yield* store.transact([put(key, version, { n: Number(value.n) + 1 })])
        }))
        yield* Effect.all(Array.from({ length: 10 }, () => raise), { concurrency: "unbounded" })
        assert.deepStrictEqual(Option.getOrThrow(yield* store.get(key)).value, { n: 10 })
      }))

    it.effect("two who each write what the other has read cannot both succeed", () =>
      Effect.gen(function*() {
        for (let round = 0; round < 20; round++) {
          const store = yield* AuthStore
          const pk = fresh()
          const a = { pk, sk: "a" }
          const b = { pk, sk: "b" }
          yield* store.transact([put(a, "nothing", { on: true }), put(b, "nothing", { on: true })])
          const done = yield* Ref.make(0)
          const off = (mine: AuthKey, others: AuthKey) =>
            Effect.gen(function*() {
              const [own, other] = [yield* versionOf(mine), yield* versionOf(others)]
              yield* store.transact([check(others, other), put(mine, own, { on: false })])
              yield* Ref.update(done, (n) => n + 1)
            }).pipe(Effect.ignore)
          yield* Effect.all([off(a, b), off(b, a)], { concurrency: "unbounded" })
          const on = (yield* store.query(pk)).filter(({ value }) => value.on === true).length
          assert.strictEqual(on, 2 - (yield* Ref.get(done)))
          assert.isAtLeast(on, 1)
        }
      }))
  })
