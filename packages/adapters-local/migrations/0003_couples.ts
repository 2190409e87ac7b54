import { Effect } from "effect"
import { SqlClient } from "effect/sql"

/** People, the couples they are, and the invites by which they become one. */
export default Effect.gen(function*() {
  const sql = yield* SqlClient.SqlClient
  yield* sql`create table account (
    id uuid primary key,
    email text not null,
    -- the address in small letters, as people are looked up
    email_key text collate "C" not null,
    name text not null,
    zone text not null,
    language text not null,
    appearance text not null,
    created_at timestamptz not null,
    disabled_at timestamptz
  )`
  yield* sql`create index account_email_key on account (email_key)`

  yield* sql`create table relationship (
    id uuid primary key,
    first_user uuid not null,
    second_user uuid not null,
    state text not null,
    epoch int not null,
    since date not null,
    created_at timestamptz not null
  )`
  yield* sql`create table relationship_member (
    -- nobody is in two
    user_id uuid primary key,
    relationship_id uuid not null references relationship on delete cascade,
    -- how many affirmations the member keeps for the other one
    affirmations int not null default 0
  )`
  yield* sql`create index relationship_member_relationship on relationship_member (relationship_id)`

  yield* sql`create table invite (
    id uuid primary key,
    inviter uuid not null,
    link_hash text collate "C" not null unique,
    code_hash text collate "C" not null unique,
    state text not null,
    claimed_by uuid,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    relationship_id uuid references relationship on delete cascade
  )`
  yield* sql`create unique index invite_current on invite (inviter) where state in ('open', 'claimed')`
  yield* sql`create index invite_claimed on invite (claimed_by) where state = 'claimed'`
  yield* sql`create index invite_relationship on invite (relationship_id) where relationship_id is not null`
})
