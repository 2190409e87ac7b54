import type { PgClient } from "@effect/sql-pg"
import { limit } from "@lumi/core/changes/Attempt"
import { Change, subject } from "@lumi/core/changes/Change"
import { ChangeFeed } from "@lumi/core/changes/ChangeFeed"
import { run } from "@lumi/core/changes/Outbox"
import { Deferred, Duration, Effect, Layer, Schema } from "effect"
import { SqlClient, type SqlError } from "effect/sql"
import { channel, JobBell } from "./JobBell.ts"
import * as Statements from "./Statements.ts"

/** What the bell calls changes, among the queues. */
const name = "changes"

/** A change rests, or its process died: nobody tells of that. */
const poll = "1 second"

/** Longer than an attempt lasts, and the time until another process takes up what a killed one held. */
const visibility = Duration.toSeconds(limit) + 5

/**
 * Writes a change down, to be handled once the transaction of the caller is through. The row that it is about must be
 * locked by then: so the numbers of a subject's changes rise in the order in which they happened.
 */
export const note = (sql: SqlClient.SqlClient) =>
  Effect.fnUntraced(function*(change: Change) {
    const body = JSON.stringify(yield* Schema.encodeEffect(Change)(change))
    yield* sql`with noted as (insert into change (subject, body) values (${subject(change)}, ${body}::jsonb))
      select pg_notify(${channel}, ${name})`
  })

const Id = { id: Schema.String, receipt: Schema.String }
const Held = Schema.Struct({ ...Id, body: Schema.Json, failures: Schema.Int, receives: Schema.Int })

const make = Effect.gen(function*() {
  const sql = yield* SqlClient.SqlClient
  const bell = yield* JobBell

  const later = (seconds: number) => sql`clock_timestamp() + make_interval(secs => ${seconds}::float8)`
  const held = ({ id, receipt }: { readonly id: string; readonly receipt: string }) =>
    sql`id = ${id}::bigint and receipt = ${receipt}::uuid and dead_at is null`

  const take = Statements.first({
    Request: Schema.Struct({}),
    Result: Held,
    execute: () =>
      sql`with head as (
          select id from change c
          where dead_at is null and visible_at <= (select clock_timestamp())
            and not exists (select from change e where e.subject = c.subject and e.id < c.id and e.dead_at is null)
          order by id limit 1 for update of c skip locked
        )
        update change c set receipt = gen_random_uuid(), visible_at = ${later(visibility)}, receives = c.receives + 1
        from head where c.id = head.id
        returning c.id::text, c.receipt::text, c.body, c.failures, c.receives`
  })
  const end = (operation: string, execute: Effect.Effect<unknown, SqlError.SqlError>) =>
    Effect.asVoid(Statements.as(operation)(execute))

  return ChangeFeed.of({
    run: run({
      take: Statements.as("ChangeFeed.take")(take({})),
      more: Effect.map(bell(name), (rung) => Effect.raceFirst(Deferred.await(rung), Effect.sleep(poll))),
      done: (change) => end("ChangeFeed.done", sql`delete from change where ${held(change)}`),
      release: (change, rest) =>
        end(
          "ChangeFeed.release",
          sql`update change set receives = receives - 1, receipt = null, visible_at = ${later(Duration.toSeconds(rest))}
            where ${held(change)}`
        ),
      retry: (change, rest) =>
        end(
          "ChangeFeed.retry",
          sql`update change set failures = failures + 1, receipt = null, visible_at = ${later(Duration.toSeconds(rest))}
            where ${held(change)}`
        ),
      bury: (change, reason) =>
        end(
          "ChangeFeed.bury",
          // as long as SQS keeps dead letters
          sql`with forgotten as (delete from change where dead_at < clock_timestamp() - interval '14 days')
            update change set dead_at = clock_timestamp(), reason = ${reason}, receipt = null where ${held(change)}`
        )
    })
  })
})

/** Changes in the table `change`, written by the stores in the transaction of what changes. */
export const layer: Layer.Layer<ChangeFeed, never, SqlClient.SqlClient | PgClient.PgClient> = Layer.effect(
  ChangeFeed,
  make
).pipe(Layer.provide(JobBell.layer))
