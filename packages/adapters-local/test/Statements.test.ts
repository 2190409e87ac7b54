import { assert, layer as withLayer } from "@effect/vitest"
import { Effect, Exit } from "effect"
import { SqlClient } from "effect/sql"
import * as Statements from "../src/Statements.ts"
import { testDatabase } from "../testing/Database.ts"

withLayer(testDatabase, { excludeTestServices: true })("what a store fails as", (it) => {
  it.effect("is an outage when the connection of a transaction ends, and with it the way to roll it back", () =>
    Effect.gen(function*() {
      const sql = yield* SqlClient.SqlClient
      const cut = sql`select pg_terminate_backend(pg_backend_pid())`
      const error = yield* Effect.flip(Statements.as("cut")(sql.withTransaction(cut)))
      assert.strictEqual(error._tag, "StoreUnavailable")
      assert.strictEqual((yield* sql`select 1 as alive`).length, 1)
    }))

  it.effect("is a bug when a rule of the schema is broken, in a transaction too", () =>
    Effect.gen(function*() {
      const sql = yield* SqlClient.SqlClient
      const broken = sql`insert into affirmation_tick (one, reached_at) values (false, now())`
      const exit = yield* Effect.exit(Statements.as("broken")(sql.withTransaction(broken)))
      assert.isTrue(Exit.isFailure(exit) && exit.cause.reasons.some(({ _tag }) => _tag === "Die"))
    }))
})
