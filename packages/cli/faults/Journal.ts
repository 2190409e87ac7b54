import type { DailyJob } from "@lumi/core/affirmations/DailyJob"
import * as Sending from "@lumi/core/affirmations/Sending"
import { Effect, Schedule } from "effect"
import { SqlClient } from "effect/sql"
import type { Figures } from "./Fault.ts"

/** The database's time, as it writes it. */
export const now = Effect.flatMap(
  SqlClient.SqlClient,
  (sql) => Effect.map(sql<{ now: string }>`select clock_timestamp()::text as now`, ([row]) => row!.now)
)

const keysOf = (jobs: ReadonlyArray<DailyJob>) =>
  JSON.stringify(jobs.map(({ date, receiver }) => `${receiver} ${date}`))

/** After how many milliseconds each of these jobs was marked as sent; what never was is left out. */
export const recovery = Effect.fnUntraced(function*(jobs: ReadonlyArray<DailyJob>, since: string) {
  const sql = yield* SqlClient.SqlClient
  const rows = yield* sql<
    { ms: number }
  >`select (extract(epoch from min(at) - ${since}::timestamptz) * 1000)::float8 as ms
    from fault_journal where what = 'sent' and key in (select jsonb_array_elements_text(${
    keysOf(jobs)
  }::jsonb)) group by key`
  return rows.map(({ ms }) => ms)
})

/** The jobs of these that are not sent by now. */
export const unsent = Effect.fnUntraced(function*(jobs: ReadonlyArray<DailyJob>) {
  const sent = yield* Sending.sent(jobs)
  return jobs.filter((_, i) => sent[i] !== true)
})

/** How often is looked. */
export const often = Schedule.spaced("100 millis")

/** Waits until all are sent and no job is left, or for two minutes: what is not there by then counts as lost. */
export const settled = Effect.fnUntraced(function*(jobs: ReadonlyArray<DailyJob>) {
  const sql = yield* SqlClient.SqlClient
  const left = sql<{ left: number }>`select count(*)::int as left from job where dead_at is null`
  const open = Effect.gen(function*() {
    return (yield* unsent(jobs)).length + ((yield* left)[0]?.left ?? 0)
  })
  yield* open.pipe(
    Effect.repeat({ schedule: often, until: (open) => open === 0 }),
    Effect.timeoutOption("120 seconds")
  )
})

type Counts = Omit<Figures, "recovery" | "special" | "broken">

/** What came of jobs. Those of `guilty` may be dead letters and need not be delivered. */
export const count = Effect.fnUntraced(function*(jobs: ReadonlyArray<DailyJob>, guilty = 0) {
  const sql = yield* SqlClient.SqlClient
  const days = JSON.stringify(jobs.map(({ date, receiver }) => ({ receiver, date })))
  const [counts] = yield* sql<Counts & { miscounted: number }>`select
    (select count(*)::int from jsonb_to_recordset(${days}::jsonb) as asked(receiver uuid, date date)
      left join delivery d on d.receiver = asked.receiver and d.date = asked.date
      where d.sent_at is null or not exists (
        select from notification n where n.user_id = d.receiver and n.kind = 'affirmation' and n.source = d.id
      )) as lost,
    (select coalesce(sum(times - 1), 0)::int
      from (select count(*) as times from fault_journal where what = 'told' group by key) told) as "twiceAtService",
    (select (count(*) - count(distinct (d.receiver, d.date)))::int
      from notification n left join delivery d on d.id = n.source) as "twiceForPerson",
    (select count(*)::int from (
      select from fault_journal where what = 'text' group by key having count(distinct text) > 1
    ) changed) as "otherText",
    (select count(*)::int from job where dead_at is not null) as "innocentDead",
    abs((select sum(times_sent)::int from affirmation) - (select count(*)::int from delivery)) as miscounted`
  const { innocentDead, miscounted, ...rest } = counts!
  return {
    counts: { ...rest, innocentDead: Math.max(0, innocentDead - guilty) },
    broken: miscounted === 0 ? [] : [`${miscounted} deliveries are not counted as sent, or twice`]
  }
})
