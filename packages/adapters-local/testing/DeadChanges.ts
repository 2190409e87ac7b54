import { DeadChanges } from "@lumi/core/testing/memory/ChangeFeed"
import { Effect, Layer } from "effect"
import { SqlClient } from "effect/sql"

/** What was given up, as it lies in the table. */
export const layer = Layer.effect(
  DeadChanges,
  Effect.map(SqlClient.SqlClient, (sql) => ({
    all: Effect.orDie(
      sql<{ subject: string; reason: string }>`select subject, reason from change where dead_at is not null`
    )
  }))
)
