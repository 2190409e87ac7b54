import type { PgClient } from "@effect/sql-pg"
import { JobQueue, maxReceives, type QueueName, type Received } from "@lumi/core/queue/JobQueue"
import { Clock, Deferred, Duration, Effect, Layer, Schema } from "effect"
import { SqlClient } from "effect/sql"
import { channel, JobBell } from "./JobBell.ts"
import * as DeadLetters from "./queue/DeadLetters.ts"
import * as Statements from "./Statements.ts"

/** How long a job waits at most when nobody was told of it: one that was delayed, or whose worker died. */
const poll = Duration.toMillis("1 second")

const killer = `handed out more than ${maxReceives} times: it kills its worker`

const Name = Schema.String
/** Which job, and by which attempt. */
const Held = Statements.many(Schema.Struct({ id: Schema.String, receipt: Schema.String }))
const Id = Schema.Struct({ id: Schema.String })
const Seconds = Schema.Finite

const make = Effect.gen(function*() {
  const sql = yield* SqlClient.SqlClient
  const bell = yield* JobBell

  const later = (seconds: number) => sql`clock_timestamp() + make_interval(secs => ${seconds}::float8)`
  const held = (jobs: string) => sql`jsonb_to_recordset(${jobs}::jsonb) as held(id bigint, receipt uuid)`
  const isHeld = sql.literal("j.id = held.id and j.receipt = held.receipt and j.dead_at is null")
  const tell = (queue: string) => sql`pg_notify(${channel}, ${queue})`

  const send = Statements.all({
    Request: Schema.Struct({ queue: Name, bodies: Statements.many(Schema.Json), delay: Seconds }),
    Result: Schema.Unknown,
    execute: ({ bodies, delay, queue }) =>
      sql`with sent as (
          insert into job (queue, body, visible_at)
          select ${queue}, value, ${later(delay)} from jsonb_array_elements(${bodies}::jsonb)
        )
        select ${tell(queue)}`
  })
  const claim = Statements.all({
    Request: Schema.Struct({ queue: Name, max: Schema.Int, visibility: Seconds }),
    Result: Schema.Struct({ ...DeadLetters.Job, receipt: Schema.String, dead: Schema.Boolean }),
    execute: ({ max, queue, visibility }) =>
      sql`with ready as (
          select id from job where queue = ${queue} and dead_at is null and visible_at <= (select clock_timestamp())
          order by visible_at, id limit ${max} for update skip locked
        ), attempt as materialized (
          select gen_random_uuid() as receipt, ${later(visibility)} as visible_at
        )
        update job j set
          -- one for all that this attempt holds: an id and the attempt say which job by whom
          receipt = attempt.receipt,
          visible_at = attempt.visible_at,
          receive_count = case when j.receive_count < ${maxReceives} then j.receive_count + 1 else j.receive_count end,
          dead_at = case when j.receive_count < ${maxReceives} then null else clock_timestamp() end,
          reason = case when j.receive_count < ${maxReceives} then null else ${killer} end
        from ready, attempt where j.id = ready.id
        returning j.id::text, j.receipt::text, j.body, j.failures, j.receive_count as receives, j.dead_at is not null as dead`
  })
  const ack = Statements.all({
    Request: Held,
    Result: Id,
    execute: (jobs) => sql`delete from job j using ${held(jobs)} where ${isHeld} returning j.id::text`
  })
  const extend = Statements.all({
    Request: Schema.Struct({ jobs: Held, visibility: Seconds }),
    Result: Id,
    execute: ({ jobs, visibility }) =>
      sql`update job j set visible_at = ${later(visibility)} from ${held(jobs)} where ${isHeld} returning j.id::text`
  })
  const retry = Statements.all({
    Request: Schema.Struct({ jobs: Held, delay: Seconds }),
    Result: Schema.Unknown,
    execute: ({ delay, jobs }) =>
      sql`update job j set failures = j.failures + 1, visible_at = ${later(delay)}, receipt = null
        from ${held(jobs)} where ${isHeld}`
  })
  const release = Statements.all({
    Request: Schema.Struct({ queue: Name, jobs: Held, delay: Seconds }),
    Result: Schema.Unknown,
    execute: ({ delay, jobs, queue }) =>
      sql`with released as (
          update job j set receive_count = j.receive_count - 1, visible_at = ${later(delay)}, receipt = null
          from ${held(jobs)} where ${isHeld}
        )
        select ${tell(queue)}`
  })
  const bury = Statements.all({
    Request: Schema.Struct({ jobs: Held, reason: Schema.String }),
    Result: Schema.Unknown,
    execute: ({ jobs, reason }) =>
      sql`update job j set dead_at = clock_timestamp(), reason = ${reason}, receipt = null from ${
        held(jobs)
      } where ${isHeld}`
  })
  const stats = Statements.all({
    Request: Name,
    Result: Schema.Struct({ ready: Schema.Int, inFlight: Schema.Int, delayed: Schema.Int, dead: Schema.Int }),
    execute: (queue) =>
      sql`select
          count(*) filter (where dead_at is null and visible_at <= now.at)::int as ready,
          count(*) filter (where dead_at is null and visible_at > now.at and receipt is not null)::int as "inFlight",
          count(*) filter (where dead_at is null and visible_at > now.at and receipt is null)::int as delayed,
          count(*) filter (where dead_at is not null)::int as dead
        from job, (select clock_timestamp() as at) now where queue = ${queue}`
  })

  /** What can be had now. A job that kills its workers is moved out of the way and the next ones are looked at. */
  const take = Effect.fnUntraced(function*(queue: QueueName, max: number, visibility: Duration.Input) {
    while (true) {
      const jobs = yield* claim({ queue, max, visibility: seconds(visibility) })
      const alive = jobs.filter(({ dead }) => !dead)
      if (alive.length > 0 || jobs.length === 0) return alive.map(({ dead: _, ...job }): Received => job)
    }
  })

  /** Whoever is interrupted while taking gives back what they took: it would rest until its visibility is over. */
  const handOut = (queue: QueueName, max: number, visibility: Duration.Input) => {
    let taken: ReadonlyArray<Received> = []
    return take(queue, max, visibility).pipe(
      Effect.tap((jobs) => Effect.sync(() => taken = jobs)),
      Effect.uninterruptible,
      Effect.onInterrupt(() =>
        taken.length === 0 ? Effect.void : Effect.ignore(release({ queue, jobs: taken, delay: 0 }))
      )
    )
  }

  return JobQueue.of({
    send: Effect.fn("JobQueue.send")(
      function*(queue, bodies, options) {
        if (bodies.length > 0) yield* send({ queue, bodies, delay: seconds(options?.delay ?? 0) })
      },
      Statements.as("JobQueue.send")
    ),
    receive: Effect.fn("JobQueue.receive")(
      function*(queue, { max, visibility, wait }) {
        const clock = yield* Clock.Clock
        const end = clock.currentTimeMillisUnsafe() + Duration.toMillis(Duration.fromInputUnsafe(wait))
        while (true) {
          const rung = yield* bell(queue)
          const jobs = yield* handOut(queue, max, visibility)
          const left = end - clock.currentTimeMillisUnsafe()
          if (jobs.length > 0 || left <= 0) return jobs
          yield* Effect.raceFirst(Deferred.await(rung), Effect.sleep(Math.min(left, poll)))
        }
      },
      Statements.as("JobQueue.receive")
    ),
    ack: Effect.fn("JobQueue.ack")(
      (_, jobs) => jobs.length === 0 ? Effect.succeed([]) : ack(jobs),
      Effect.map((acknowledged) => acknowledged.map(({ id }) => id)),
      Statements.as("JobQueue.ack")
    ),
    extend: Effect.fn("JobQueue.extend")(
      (_, jobs, visibility) => extend({ jobs, visibility: seconds(visibility) }),
      Effect.map((extended) => extended.map(({ id }) => id)),
      Statements.as("JobQueue.extend")
    ),
    retry: Effect.fn("JobQueue.retry")(
      (_, job, delay) => retry({ jobs: [job], delay: seconds(delay) }),
      Effect.asVoid,
      Statements.as("JobQueue.retry")
    ),
    release: Effect.fn("JobQueue.release")(
      function*(queue, jobs, delay = 0) {
        if (jobs.length > 0) yield* release({ queue, jobs, delay: seconds(delay) })
      },
      Statements.as("JobQueue.release")
    ),
    bury: Effect.fn("JobQueue.bury")(
      (_, job, reason) => bury({ jobs: [job], reason }),
      Effect.asVoid,
      Statements.as("JobQueue.bury")
    ),
    ...DeadLetters.make(sql, tell),
    stats: Effect.fn("JobQueue.stats")(
      (queue) => Effect.map(stats(queue), ([counts]) => counts!),
      Statements.as("JobQueue.stats")
    )
  })
})

const seconds = (duration: Duration.Input) => Duration.toSeconds(Duration.fromInputUnsafe(duration))

/** Jobs in the table `job`, with the semantics of SQS; all times are the database's. */
export const layer: Layer.Layer<JobQueue, never, SqlClient.SqlClient | PgClient.PgClient> = Layer.effect(JobQueue, make)
  .pipe(Layer.provide(JobBell.layer))
