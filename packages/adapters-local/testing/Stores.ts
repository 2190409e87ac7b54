import type { RelationshipId } from "@lumi/core/relationships/Relationship"
import { Effect, Layer } from "effect"
import { SqlClient } from "effect/sql"
import { stores } from "../src/Adapters.ts"
import { testDatabase } from "./Database.ts"

/** Every store on a migrated database of the test file's own. */
export const testStores = stores.pipe(Layer.provideMerge(testDatabase))

/** Lets a relationship end, which no port can do yet: for tests of what must not happen from then on. */
export const end = (id: RelationshipId) =>
  SqlClient.SqlClient.use((sql) => sql`update relationship set state = 'ending' where id = ${id}`).pipe(
    Effect.orDie,
    Effect.asVoid
  )
