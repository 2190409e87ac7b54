import { Clock, Effect, Layer, Schedule } from "effect"
import { SqlClient, type SqlError } from "effect/sql"
import { PostgresError } from "./postgres/PostgresError.ts"

/** The database's time at a moment of our monotonic clock, both in milliseconds. */
interface Sight {
  readonly database: number
  readonly monotonic: number
}

/** Between two looks. The frequencies of two clocks differ by less than a millisecond in this time. */
const rest = "30 seconds"

/** The answer to a look that took longer says too little: the time was read at any moment of it. */
const longest = 1000

const make = Effect.gen(function*() {
  const sql = yield* SqlClient.SqlClient
  const own = yield* Clock.Clock
  const monotonic = () => Number(own.monotonicTimeNanosUnsafe() / 1000n) / 1000

  const look: Effect.Effect<Sight & { readonly took: number }, SqlError.SqlError> = Effect.gen(function*() {
    const before = monotonic()
    const [row] = yield* sql<{ now: number }>`select (extract(epoch from clock_timestamp()) * 1000)::float8 as now`
    const after = monotonic()
    return { database: row!.now, monotonic: (before + after) / 2, took: after - before }
  })
  let sight: Sight = yield* look.pipe(
    Effect.mapError((cause) =>
      new PostgresError({
        reason: "Unreachable",
        message: `the database does not say its time: ${cause.message}`,
        cause
      })
    )
  )
  yield* look.pipe(
    Effect.tap((seen) => Effect.sync(() => seen.took < longest && (sight = seen))),
    // it goes on by what was seen last
    Effect.ignore,
    Effect.delay(rest),
    Effect.repeat(Schedule.forever),
    Effect.forkScoped
  )

  const now = () => Math.floor(sight.database + monotonic() - sight.monotonic)
  const nanos = () => BigInt(now()) * 1_000_000n
  return {
    currentTimeMillisUnsafe: now,
    currentTimeMillis: Effect.sync(now),
    currentTimeNanosUnsafe: nanos,
    currentTimeNanos: Effect.sync(nanos),
    monotonicTimeNanosUnsafe: () => own.monotonicTimeNanosUnsafe(),
    monotonicTimeNanos: own.monotonicTimeNanos,
    sleep: (duration) => own.sleep(duration)
  } satisfies Clock.Clock
})

/**
 * The clock of all processes of an instance: the database's. A machine whose own is wrong, or is set while it runs, so sends
 * nothing before its hour and takes no day for over that is not.
 */
export const layer = Layer.effect(Clock.Clock, make)
