import { Effect } from "effect"
import { SqlClient } from "effect/sql"

/** What affirmations are meant for, and what receivers answer. */
export default Effect.gen(function*() {
  const sql = yield* SqlClient.SqlClient
  yield* sql`alter table affirmation
    add column tags jsonb not null default '[]',
    add column scheduled_for date,
    -- how many deliveries have a heart, and a reply
    add column loves int not null default 0,
    add column replies int not null default 0,
    add column wish text`
  // one surprise of a receiver and a date
  yield* sql`create unique index affirmation_surprise on affirmation (relationship_id, receiver, scheduled_for)
    where scheduled_for is not null`
  yield* sql`alter table delivery
    add column reply jsonb,
    add column wish text`
})
