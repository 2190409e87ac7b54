import { Effect } from "effect"
import { SqlClient } from "effect/sql"

/** What others must know of, and what every process with open pages must. */
export default Effect.gen(function*() {
  const sql = yield* SqlClient.SqlClient
  yield* sql`create table change (
    id bigint generated always as identity primary key,
    -- those of one subject are handled in the order of their ids
    subject text collate "C" not null,
    body jsonb not null,
    failures int not null default 0,
    receives int not null default 0,
    visible_at timestamptz not null default clock_timestamp(),
    receipt uuid,
    dead_at timestamptz,
    reason text,
    made_at timestamptz not null default clock_timestamp()
  )`
  yield* sql`create index change_order on change (subject, id) where dead_at is null`
  yield* sql`create index change_next on change (id) where dead_at is null`

  // what became of somebody's tickets, kept for as long as such a ticket may live
  yield* sql`create table ticket_floor (
    id bigint generated always as identity primary key,
    news jsonb not null,
    told_at timestamptz not null default clock_timestamp()
  )`
  yield* sql`create index ticket_floor_told on ticket_floor (told_at)`
})
