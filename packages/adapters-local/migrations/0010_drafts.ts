import { Effect } from "effect"
import { SqlClient } from "effect/sql"

/** What people write before they are two. */
export default Effect.gen(function*() {
  const sql = yield* SqlClient.SqlClient
  yield* sql`create table draft (
    id uuid primary key,
    author uuid not null,
    text text not null,
    created_at timestamptz not null
  )`
  yield* sql`create index draft_author on draft (author, id)`
})
