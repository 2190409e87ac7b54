import * as Migrations from "@lumi/adapters-local/Migrations"
import { patient, Postgres } from "@lumi/adapters-local/Postgres"
import { Effect } from "effect"
import { count, type Report } from "../Report.ts"

const pending = Effect.map(Migrations.pending(), (names): Report => ({
  json: { pending: names },
  lines: names.length === 0
    ? ["The database is up to date."]
    : [`${count(names.length, "migration")} would be applied: ${names.join(", ")}`]
}))

const apply = Effect.map(Migrations.migrate(), (applied): Report => {
  const names = applied.map(([id, name]) => `${String(id).padStart(4, "0")}_${name}`)
  return {
    json: { applied: names },
    lines: names.length === 0
      ? ["The database is up to date."]
      : [`${count(names.length, "migration")} applied: ${names.join(", ")}`]
  }
})

/** Applies the migrations that this Lumi has and the database lacks, or names them. */
export const migrate = (dryRun: boolean) =>
  Effect.provide(dryRun ? pending : Effect.provide(apply, patient), Postgres.layerJoin)
