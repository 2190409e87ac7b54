import * as Migrations from "@lumi/adapters-local/Migrations"
import { Postgres } from "@lumi/adapters-local/Postgres"
import { Effect } from "effect"
import { report } from "../runtime.ts"
import type { CommonOptions } from "../options.ts"
import { count, type Report } from "../Report.ts"

const brought = (names: ReadonlyArray<string>, dryRun: boolean): Report => ({
  json: { [dryRun ? "pending" : "applied"]: names },
  lines: names.length === 0
    ? ["The database is up to date."]
    : [`${count(names.length, "migration")} ${dryRun ? "would be applied" : "applied"}: ${names.join(", ")}`]
})

/** `lumi migrate`: needs nothing but the database, which may be older than this Lumi. */
export const migrate = (options: CommonOptions) =>
  report(
    Effect.gen(function*() {
      if (options.dryRun === true) return brought(yield* Migrations.pending(), true)
      const applied = yield* Migrations.migrate()
      return brought(applied.map(([id, name]) => `${String(id).padStart(4, "0")}_${name}`), false)
    }).pipe(Effect.provide(Postgres.layerJoin)),
    options
  )
