import { Effect } from "effect"
import { SqlClient } from "effect/sql"

/** Everybody's inbox: one record of a user, a kind and a source. */
export default Effect.gen(function*() {
  const sql = yield* SqlClient.SqlClient
  yield* sql`create table notification (
    id uuid primary key,
    user_id uuid not null,
    kind text not null,
    source uuid not null,
    created_at timestamptz not null,
    read_at timestamptz,
    unique (user_id, kind, source)
  )`
  yield* sql`create index notification_inbox on notification (user_id, id)`
})
