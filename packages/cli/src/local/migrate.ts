import * as Migrations from "@lumi/adapters-local/Migrations"
import { Postgres } from "@lumi/adapters-local/Postgres"
import { Effect } from "effect"

/** The names of the migrations that are to be applied. */
export const pending = Migrations.pending().pipe(Effect.provide(Postgres.layerJoin))

/** Applies them; gives their names. */
export const migrate = Migrations.migrate().pipe(
  Effect.map((applied) => applied.map(([id, name]) => `${String(id).padStart(4, "0")}_${name}`)),
  Effect.provide(Postgres.layerJoin)
)
