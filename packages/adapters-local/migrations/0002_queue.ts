import { Effect } from "effect"
import { SqlClient } from "effect/sql"

/** The jobs of `JobQueue`, with the semantics of SQS: visibility, receipts, receive count, dead letters with a reason. */
export default Effect.gen(function*() {
  const sql = yield* SqlClient.SqlClient
  yield* sql`create table job (
    id bigint generated always as identity primary key,
    queue text not null,
    body jsonb not null,
    failures int not null default 0,
    receive_count int not null default 0,
    visible_at timestamptz not null default clock_timestamp(),
    receipt uuid,
    dead_at timestamptz,
    reason text,
    sent_at timestamptz not null default clock_timestamp()
  )`
  yield* sql`create index job_ready on job (queue, visible_at, id) where dead_at is null`
  yield* sql`create index job_dead on job (queue, dead_at, id) where dead_at is not null`
})
