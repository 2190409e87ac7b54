import type { JobQueue } from "@lumi/core/queue/JobQueue"
import { Effect, Schema } from "effect"
import type { SqlClient, Statement } from "effect/sql"
import * as Statements from "../Statements.ts"

/** A job as its row says. */
export const Job = { id: Schema.String, body: Schema.Json, failures: Schema.Int, receives: Schema.Int }

const Letter = Schema.Struct({ ...Job, reason: Schema.String })
const Id = Schema.Struct({ id: Schema.String })
const Some = Schema.Struct({ queue: Schema.String, limit: Schema.Int })
const Chosen = Schema.Struct({ queue: Schema.String, ids: Statements.many(Schema.String) })

/** What was typed and cannot be an id here names no job. */
const named = (ids: ReadonlyArray<string>) => ids.filter((id) => /^\d{1,18}$/.test(id))

/** What the operator does with dead letters; `tell` rings for a queue. */
export const make = (sql: SqlClient.SqlClient, tell: (queue: string) => Statement.Fragment) => {
  const columns = sql.literal("j.id::text, j.body, j.reason, j.failures, j.receive_count as receives")
  const isDead = (queue: string) => sql`j.queue = ${queue} and j.dead_at is not null`
  const isChosen = ({ ids, queue }: typeof Chosen.Encoded) =>
    sql`${isDead(queue)} and j.id in (select value::bigint from jsonb_array_elements_text(${ids}::jsonb))`
  const fresh = sql.literal(
    "dead_at = null, reason = null, failures = 0, receive_count = 0, receipt = null, visible_at = clock_timestamp()"
  )

  const list = Statements.all({
    Request: Some,
    Result: Letter,
    execute: ({ limit, queue }) =>
      sql`select ${columns} from job j where ${isDead(queue)} order by j.dead_at, j.id limit ${limit}`
  })
  const find = Statements.all({
    Request: Chosen,
    Result: Letter,
    execute: (chosen) => sql`select ${columns} from job j where ${isChosen(chosen)} order by j.dead_at, j.id`
  })
  const revive = Statements.all({
    Request: Chosen,
    Result: Id,
    execute: (chosen) =>
      sql`with told as (select ${tell(chosen.queue)})
        update job j set ${fresh} from told where ${isChosen(chosen)} returning j.id::text`
  })
  const drop = Statements.all({
    Request: Chosen,
    Result: Id,
    execute: (chosen) => sql`delete from job j where ${isChosen(chosen)} returning j.id::text`
  })
  const redrive = Statements.all({
    Request: Some,
    Result: Id,
    execute: ({ limit, queue }) =>
      sql`with chosen as (
          select j.id from job j where ${isDead(queue)}
          order by j.dead_at, j.id limit ${limit} for update skip locked
        ), told as (select ${tell(queue)})
        update job j set ${fresh} from chosen, told where j.id = chosen.id returning j.id::text`
  })
  const idsOf = Effect.map((rows: ReadonlyArray<typeof Id.Type>) => rows.map(({ id }) => id))

  return {
    deadLetters: Effect.fn("JobQueue.deadLetters")(
      (queue, limit) => list({ queue, limit }),
      Statements.as("JobQueue.deadLetters")
    ),
    deadLettersOf: Effect.fn("JobQueue.deadLettersOf")(
      (queue, ids) => find({ queue, ids: named(ids) }),
      Statements.as("JobQueue.deadLettersOf")
    ),
    revive: Effect.fn("JobQueue.revive")(
      (queue, ids) => idsOf(revive({ queue, ids: named(ids) })),
      Statements.as("JobQueue.revive")
    ),
    drop: Effect.fn("JobQueue.drop")(
      (queue, ids) => idsOf(drop({ queue, ids: named(ids) })),
      Statements.as("JobQueue.drop")
    ),
    redrive: Effect.fn("JobQueue.redrive")(
      (queue, limit) => Effect.map(redrive({ queue, limit }), (jobs) => jobs.length),
      Statements.as("JobQueue.redrive")
    )
  } satisfies Partial<JobQueue["Service"]>
}
