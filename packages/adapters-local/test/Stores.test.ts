import { assert, layer as withLayer } from "@effect/vitest"
import { AccountNotFound } from "@lumi/core/accounts/Account"
import { AccountStore } from "@lumi/core/accounts/AccountStore"
import { most } from "@lumi/core/affirmations/Affirmation"
import { AffirmationStore } from "@lumi/core/affirmations/AffirmationStore"
import { NotificationStore } from "@lumi/core/notifications/NotificationStore"
import { JobQueue } from "@lumi/core/queue/JobQueue"
import { affirmationOf, couple, freshUser } from "@lumi/core/testing/contracts/Couples"
import { Effect, Layer, Option, Tracer } from "effect"
import { SqlClient } from "effect/sql"
import { inject } from "vitest"
import * as AffirmationStoreLive from "../src/AffirmationStore.ts"
import { clientOf } from "../src/Postgres.ts"
import { testDatabase } from "../testing/Database.ts"
import { testStores } from "../testing/Stores.ts"

/** How many statements an effect runs. */
const statements = Effect.fnUntraced(function*<A, E, R>(effect: Effect.Effect<A, E, R>) {
  let count = 0
  const tracer = Tracer.make({
    span: (options) => {
      if (options.kind === "client") count++
      return new Tracer.NativeSpan(options)
    }
  })
  yield* Effect.withTracer(effect, tracer)
  return count
})

withLayer(testStores, { excludeTestServices: true, timeout: "4 minutes" })("Stores on Postgres", (it) => {
  it.effect("hundreds at once cost as many statements as one", () =>
    Effect.gen(function*() {
      const affirmations = yield* AffirmationStore
      const jobs = yield* JobQueue
      const relationship = yield* couple()
      const shelves = Array.from({ length: 300 }, () => ({ relationship: relationship.id, author: freshUser() }))
      assert.strictEqual(yield* statements(affirmations.pools(shelves)), 1)
      assert.strictEqual(yield* statements(jobs.send("affirmations", Array.from({ length: 300 }, (_, n) => n))), 1)
      const taking = jobs.receive("affirmations", { max: 300, visibility: "1 minute", wait: 0 })
      assert.strictEqual(yield* statements(taking), 1)
      const many = Array.from({ length: 200 }, () => affirmationOf(relationship))
      const adding = Effect.forEach(many, affirmations.add, { concurrency: "unbounded" })
      assert.strictEqual(yield* statements(adding), 1)
    }))

  it.effect("of eight processes that write in the last place of a shelf one gets it", () =>
    Effect.gen(function*() {
      const sql = yield* SqlClient.SqlClient
      const process = Effect.provide(AffirmationStore, Layer.fresh(AffirmationStoreLive.layer), { local: true })
      const stores = yield* Effect.forEach([1, 2, 3, 4, 5, 6, 7, 8], () => process)
      for (let round = 0; round < 10; round++) {
        const relationship = yield* couple()
        yield* sql`update relationship_member set affirmations = ${most - 1} where user_id = ${relationship.first}`
        const results = yield* Effect.forEach(
          stores,
          (store) => Effect.result(store.add(affirmationOf(relationship))),
          { concurrency: "unbounded" }
        )
        assert.strictEqual(results.filter(({ _tag }) => _tag === "Success").length, 1)
      }
    }))

  it.effect("what the database cannot do is a bug, not an outage", () =>
    Effect.gen(function*() {
      const sql = yield* SqlClient.SqlClient
      const notifications = yield* NotificationStore
      yield* sql`alter table notification rename column read_at to seen_at`
      const exit = yield* Effect.exit(notifications.list(freshUser(), Option.none(), 1))
      yield* sql`alter table notification rename column seen_at to read_at`
      assert.isTrue(exit._tag === "Failure" && exit.cause.reasons.every(({ _tag }) => _tag === "Die"))
    }))
})

withLayer(testStores.pipe(Layer.provideMerge(testDatabase)), { excludeTestServices: true, timeout: "4 minutes" })(
  "Stores without their database",
  (it) => {
    it.effect("say that it is an outage, and work again when it is over", () =>
      Effect.gen(function*() {
        const sql = yield* SqlClient.SqlClient
        const accounts = yield* AccountStore
        const affirmations = yield* AffirmationStore
        const jobs = yield* JobQueue
        const relationship = yield* couple()
        const [{ name = "" } = {}] = yield* sql<{ name: string }>`select current_database() as name`
        const administer = (statement: string) =>
          Effect.provide(
            SqlClient.SqlClient.use((admin) => admin.unsafe(statement)),
            clientOf(inject("pgSocket")),
            { local: true }
          )
        yield* administer(`alter database ${name} allow_connections false`)
        yield* administer(`select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}'`)
        const outages: ReadonlyArray<Effect.Effect<unknown, { readonly _tag: string }>> = [
          accounts.find(freshUser()),
          affirmations.add(affirmationOf(relationship)),
          jobs.receive("affirmations", { max: 1, visibility: "1 minute", wait: "5 seconds" })
        ]
        for (const one of outages) {
          const error = yield* Effect.flip(one)
          assert.strictEqual(error._tag, "StoreUnavailable")
        }
        yield* administer(`alter database ${name} allow_connections true`)
        assert.deepStrictEqual(yield* Effect.flip(accounts.find(freshUser())), new AccountNotFound())
      }))
  }
)
