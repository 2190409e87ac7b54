import { Effect } from "effect"
import { SqlClient } from "effect/sql"

/** The browsers that want to be told, and how sending to each went. */
export default Effect.gen(function*() {
  const sql = yield* SqlClient.SqlClient
  yield* sql`create table push_subscription (
    id uuid primary key,
    user_id uuid not null,
    endpoint text not null unique,
    p256dh text not null,
    auth text not null,
    name text not null,
    created_at timestamptz not null,
    accepted_at timestamptz,
    failures int not null,
    failed_at timestamptz,
    error text,
    taken uuid[] not null
  )`
  yield* sql`create index push_subscription_user on push_subscription (user_id, id)`
})
