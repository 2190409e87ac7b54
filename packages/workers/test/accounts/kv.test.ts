import { assert, layer as withLayer } from "@effect/vitest"
import { layer as dynamo } from "@lumi/adapters-aws/AuthStore"
import { testTable, withDynamo } from "@lumi/adapters-aws/testing/Table"
import { layer as postgres } from "@lumi/adapters-local/AuthStore"
import { testDatabase } from "@lumi/adapters-local/testing/Database"
import { AuthStore } from "@lumi/core/accounts/AuthStore"
import { layer as memory } from "@lumi/core/testing/memory/AuthStore"
import { Effect, Layer } from "effect"
import { kvAdapter } from "../../src/accounts/kv/KvAdapter.ts"
import { layout } from "../../src/accounts/kv/Layout.ts"

interface User {
  readonly id: string
  readonly name: string
}

const counters = [{ fields: ["key"], carries: [] }] as const

const adapter = Effect.map(
  AuthStore,
  (store) =>
    kvAdapter({
      store,
      run: Effect.runPromise,
      layout: { ...layout, unique: { ...layout.unique, rateLimit: counters } }
    })({ rateLimit: { storage: "database" } })
)

const eq = (field: string, value: string | number) => [{ field, value }]
const attempt = <A>(promise: () => Promise<A>) => Effect.tryPromise(promise).pipe(Effect.result)
const atOnce = <A>(count: number, promise: (n: number) => Promise<A>) =>
  Effect.forEach(Array.from({ length: count }, (_, n) => n), (n) => attempt(() => promise(n)), {
    concurrency: "unbounded"
  }).pipe(Effect.map((results) => results.filter(({ _tag }) => _tag === "Success").length))

let made = 0
const user = (name = "Ada") => ({
  name,
  email: `${++made}@lumi.test`,
  emailVerified: false,
  createdAt: new Date(),
  updatedAt: new Date()
})

const suite = <E>(name: string, store: Layer.Layer<AuthStore, E>) =>
  withLayer(store, { timeout: "4 minutes" })(`rows (${name})`, (it) => {
    it.effect("of which only one can be are made once by ten at once", () =>
      Effect.gen(function*() {
        const db = yield* adapter
        const same = user()
        assert.strictEqual(yield* atOnce(10, () => db.create({ model: "user", data: same })), 1)
        const account = {
          userId: "u",
          providerId: "spotify",
          accountId: "1",
          createdAt: new Date(),
          updatedAt: new Date()
        }
        assert.strictEqual(yield* atOnce(10, () => db.create({ model: "account", data: account })), 1)
        assert.strictEqual(yield* Effect.promise(() => db.count({ model: "account", where: eq("userId", "u") })), 1)
      }))

    it.effect("that count to five at most stop there, and one-time ones are taken once", () =>
      Effect.gen(function*() {
        const db = yield* adapter
        yield* Effect.promise(() => db.create({ model: "rateLimit", data: { key: "k", count: 0, lastRequest: 1 } }))
        const where = [...eq("key", "k"), { field: "count", operator: "lt" as const, value: 5 }]
        const raised = yield* Effect.forEach(Array.from({ length: 20 }), () =>
          Effect.promise(() =>
            db.incrementOne<{ count: number }>({ model: "rateLimit", where, increment: { count: 1 } })
          ), {
          concurrency: "unbounded"
        })
        assert.deepStrictEqual(
          raised.flatMap((row) =>
            row === null ? [] : [row.count]
          ).toSorted(),
          [1, 2, 3, 4, 5]
        )

        const value = {
          identifier: "once",
          value: "v",
          expiresAt: new Date(),
          createdAt: new Date(),
          updatedAt: new Date()
        }
        yield* Effect.promise(() =>
          db.create({ model: "verification", data: value })
        )
        const taken = yield* Effect.forEach(Array.from({ length: 20 }), () =>
          Effect.promise(() => db.consumeOne({ model: "verification", where: eq("identifier", "once") })), {
          concurrency: "unbounded"
        })
        assert.strictEqual(
          taken.filter((row) =>
            row !== null
          ).length,
          1
        )
      }))

    it.effect("that two transactions read of each other are not both changed on what they were", () =>
      Effect.gen(function*() {
        const db = yield* adapter
        for (let round = 0; round < 20; round++) {
          const [a, b] = yield* Effect.promise(() =>
            Promise.all([user("on"), user("on")].map((data) => db.create<typeof data, User>({ model: "user", data })))
          )
          /** Switches one off unless the other is off already: one must stay on. */
          const off = (mine: User, other: User) =>
            db.transaction(async (tx) => {
              const found = await tx.findOne<User>({ model: "user", where: eq("id", other.id) })
              if (found?.name === "on") {
                await tx.update({ model: "user", where: eq("id", mine.id), update: { name: "off" } })
              }
            })
          yield* Effect.promise(() => Promise.all([off(a!, b!), off(b!, a!)]))
          const on = yield* Effect.promise(() =>
            Promise.all([a!, b!].map(({ id }) => db.findOne<User>({ model: "user", where: eq("id", id) })))
          )
          assert.strictEqual(on.filter((found) => found?.name === "on").length, 1)
        }
      }))

    it.effect("that are gone leave nothing behind", () =>
      Effect.gen(function*() {
        const db = yield* adapter
        const { query } = yield* AuthStore
        const data = user()
        const { id } = yield* Effect.promise(() => db.create<typeof data, User>({ model: "user", data }))
        yield* Effect.promise(() => db.delete({ model: "user", where: eq("id", id) }))
        assert.deepStrictEqual(yield* query(`AUTH#user#${id}`), [])
        assert.deepStrictEqual(yield* query(`AUTHU#user#email#${encodeURIComponent(data.email)}`), [])
        yield* Effect.promise(() => db.create({ model: "user", data }))
      }))

    it.effect("are not looked for by what no index knows, and odd values find nothing", () =>
      Effect.gen(function*() {
        const db = yield* adapter
        assert.strictEqual(yield* atOnce(1, () => db.findMany({ model: "user", where: eq("name", "Ada") })), 0)
        assert.strictEqual(yield* atOnce(1, () => db.deleteMany({ model: "session", where: [] })), 0)
        for (const odd of ["\u0000", "\ud800", "", "x".repeat(5000), "%", "#", "a#b"]) {
          assert.isNull(yield* Effect.promise(() => db.findOne({ model: "session", where: eq("token", odd) })), odd)
          assert.deepStrictEqual(
            yield* Effect.promise(() => db.findMany({ model: "session", where: eq("userId", odd) })),
            []
          )
        }
      }))
  })

suite("memory", memory)
suite("Postgres", postgres.pipe(Layer.provide(testDatabase)))
withDynamo(() => suite("DynamoDB emulator", dynamo.pipe(Layer.provide(testTable))))
