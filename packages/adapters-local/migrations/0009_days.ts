import { Effect } from "effect"
import { SqlClient } from "effect/sql"

/** What is known of receivers' days besides their deliveries. */
export default Effect.gen(function*() {
  const sql = yield* SqlClient.SqlClient
  yield* sql`create table receiver_day (
    receiver uuid not null,
    date date not null,
    relationship_id uuid not null references relationship on delete cascade,
    hard boolean not null default false,
    -- why it brought nothing
    missed text,
    primary key (receiver, date)
  )`
  yield* sql`create index receiver_day_relationship on receiver_day (relationship_id)`
})
