import { Effect, Schedule } from "effect"
import { SqlClient } from "effect/sql"
import { type Place as Written, places } from "./Triggers.ts"

/** Where a delivery can be held: also before a text is drawn. */
export type Place = Written | "draw"

/** How a place is closed and opened again. Nothing asks before it reads: there the table itself is closed. */
const locks = (place: Place) =>
  place === "draw"
    ? { take: ["begin", "lock table affirmation in access exclusive mode"], give: "rollback" }
    : { take: [`select pg_advisory_lock(${places[place]})`], give: `select pg_advisory_unlock(${places[place]})` }

/** Closes a place until the scope does. */
export const close = Effect.fnUntraced(function*(place: Place) {
  const sql = yield* SqlClient.SqlClient
  const connection = yield* sql.reserve
  const run = (statement: string) => connection.executeUnprepared(statement, [], undefined)
  const { give, take } = locks(place)
  yield* Effect.acquireRelease(
    Effect.forEach(take, run, { discard: true }),
    () => Effect.ignore(run(give))
  )
})

const waiting = Effect.flatMap(SqlClient.SqlClient, (sql) =>
  sql<{ pid: number }>`select distinct pid from pg_locks
    where not granted and database = (select oid from pg_database where datname = current_database())`)

/** Waits until so many stand before a closed place. */
export const reachedBy = (count: number) =>
  waiting.pipe(
    Effect.repeat({ schedule: Schedule.spaced("10 millis"), until: (rows) => rows.length >= count }),
    Effect.timeout("60 seconds")
  )

/** Waits until somebody stands before a closed place. */
export const reached = reachedBy(1)

/** Ends the sessions that stand there, as the server does as soon as it notices that their client is gone. */
export const turnAway = Effect.gen(function*() {
  const sql = yield* SqlClient.SqlClient
  for (const { pid } of yield* waiting) yield* sql`select pg_terminate_backend(${pid}, 5000)`
})
