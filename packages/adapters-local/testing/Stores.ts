import { PgClient } from "@effect/sql-pg"
import { Effect, Layer } from "effect"
import { layer as stores } from "../src/Stores.ts"
import { testDatabase } from "./Database.ts"

/** Another client of the same database: every statement that waits for another has a connection of its own. */
const racing = PgClient.layerFrom(
  Effect.flatMap(PgClient.PgClient, ({ config }) => PgClient.make({ ...config, multiplex: false, maxConnections: 20 }))
)

/**
 * Every store on a migrated database of the test file's own. Twenty who act at once really do: on shared connections their
 * statements would come one after the other.
 */
export const testStores = stores.pipe(Layer.provideMerge(racing), Layer.provide(testDatabase))
