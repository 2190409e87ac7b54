import { assert, layer } from "@effect/vitest"
import { Effect } from "effect"
import { SqlClient } from "effect/sql"
import { migrations } from "../migrations/index.ts"
import { check, migrate } from "../src/Migrations.ts"
import { testDatabase } from "../testing/Database.ts"

layer(testDatabase, { excludeTestServices: true })("Migrations", (it) => {
  it.effect("all have run once, so that nothing is left to do", () =>
    Effect.gen(function*() {
      const sql = yield* SqlClient.SqlClient
      const applied = yield* sql<{ name: string }>`select name from lumi_migrations order by migration_id`
      assert.deepStrictEqual(
        applied.map(({ name }) => name),
        Object.keys(migrations).map((name) => name.slice(5))
      )
      assert.deepStrictEqual(yield* migrate(), [])
      yield* check()
    }))
})
