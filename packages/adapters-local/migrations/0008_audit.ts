import { Effect } from "effect"
import { SqlClient } from "effect/sql"

/** What operators read of a relationship, for the two to see. */
export default Effect.gen(function*() {
  const sql = yield* SqlClient.SqlClient
  yield* sql`create table audit (
    id uuid primary key,
    relationship_id uuid not null,
    at timestamptz not null,
    who text not null,
    what text not null,
    about uuid not null
  )`
  yield* sql`create index audit_log on audit (relationship_id, id)`
})
