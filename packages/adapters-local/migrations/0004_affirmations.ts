import { Effect } from "effect"
import { SqlClient } from "effect/sql"

/** What partners write for each other, when it is due, and what was given on which day. */
export default Effect.gen(function*() {
  const sql = yield* SqlClient.SqlClient
  yield* sql`create table affirmation (
    id uuid primary key,
    relationship_id uuid not null references relationship on delete cascade,
    author uuid not null,
    receiver uuid not null,
    text text not null,
    paused boolean not null,
    times_sent int not null,
    last_sent_at timestamptz,
    created_at timestamptz not null
  )`
  yield* sql`create index affirmation_shelf on affirmation (relationship_id, author, id)`

  yield* sql`create table receiver_slot (
    receiver uuid not null,
    -- the slot holds on local dates from the first of these and before the second
    starts date not null,
    ends date not null default 'infinity',
    relationship_id uuid not null references relationship on delete cascade,
    zone text collate "C" not null,
    "time" text collate "C" not null,
    primary key (receiver, starts)
  )`
  // all that the tick asks for is in the index, in the order in which it is read
  yield* sql`create index receiver_slot_due on receiver_slot (zone, "time", receiver) include (relationship_id, starts, ends)`
  yield* sql`create index receiver_slot_relationship on receiver_slot (relationship_id)`

  yield* sql`create table affirmation_tick (
    -- there is one row
    one boolean primary key default true check (one),
    reached_at timestamptz not null
  )`

  yield* sql`create table delivery (
    receiver uuid not null,
    date date not null,
    id uuid not null unique,
    relationship_id uuid not null references relationship on delete cascade,
    -- it may be deleted, the delivery stays
    affirmation_id uuid not null,
    author uuid not null,
    text text not null,
    reason jsonb not null,
    chosen_at timestamptz not null,
    sent_at timestamptz,
    loved_at timestamptz,
    primary key (receiver, date)
  )`
  yield* sql`create index delivery_relationship on delivery (relationship_id)`
})
