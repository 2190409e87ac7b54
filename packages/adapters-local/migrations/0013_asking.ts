import { Effect } from "effect"
import { SqlClient } from "effect/sql"

/** Extras that partners asked for: what counts on a receiver's date. */
export default Effect.gen(function*() {
  const sql = yield* SqlClient.SqlClient
  yield* sql`create table extra (
    receiver uuid not null,
    date date not null,
    relationship_id uuid not null references relationship on delete cascade,
    id uuid not null,
    author uuid not null,
    zone text not null,
    -- none when one is to be drawn; it may be deleted
    affirmation_id uuid,
    state text not null,
    asked_at timestamptz not null,
    -- all that was asked for on the date
    ids uuid[] not null,
    primary key (receiver, date)
  )`
  yield* sql`create index extra_relationship on extra (relationship_id)`
})
