import type { DailyJob } from "@lumi/core/affirmations/DailyJob"
import { rules, type Zone } from "@lumi/core/Zone"
import { DateTime, Effect } from "effect"
import { SqlClient } from "effect/sql"

const quarter = 900_000

/** The latest quarter of an hour that is over. */
export const lastQuarter = Effect.map(
  DateTime.now,
  (now) => DateTime.makeUnsafe(Math.floor(DateTime.toEpochMillis(now) / quarter) * quarter)
)

/** Lets receivers have their hour when the walls of a zone show this instant, on every date. */
export const give = Effect.fnUntraced(function*(jobs: ReadonlyArray<DailyJob>, at: DateTime.Utc, zone: Zone) {
  const sql = yield* SqlClient.SqlClient
  const { hour, minute } = DateTime.toParts(DateTime.setZone(at, rules(zone)))
  const time = `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`
  const receivers = JSON.stringify(jobs.map(({ receiver }) => receiver))
  yield* sql`update receiver_slot set zone = ${zone}, "time" = ${time}, starts = '2026-01-01', ends = 'infinity'
    where receiver in (select jsonb_array_elements_text(${receivers}::jsonb)::uuid)`
})

/** Lets the last tick have been at an instant. */
export const reached = Effect.fnUntraced(function*(at: DateTime.Utc) {
  const sql = yield* SqlClient.SqlClient
  yield* sql`insert into affirmation_tick (reached_at) values (${DateTime.toDateUtc(at)})
    on conflict (one) do update set reached_at = excluded.reached_at`
})

/** How many jobs were ever queued. */
export const queued = Effect.flatMap(SqlClient.SqlClient, (sql) =>
  Effect.map(
    sql<{ queued: number }>`select count(*)::int as queued from fault_journal where what = 'queued'`,
    ([row]) => row!.queued
  ))

/** How many of these receivers have any delivery. */
export const delivered = Effect.fnUntraced(function*(jobs: ReadonlyArray<DailyJob>) {
  const sql = yield* SqlClient.SqlClient
  const receivers = JSON.stringify(jobs.map(({ receiver }) => receiver))
  const [row] = yield* sql<{ delivered: number }>`select count(*)::int as delivered from delivery
    where receiver in (select jsonb_array_elements_text(${receivers}::jsonb)::uuid)`
  return row!.delivered
})
