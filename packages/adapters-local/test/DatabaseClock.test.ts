import { assert, it } from "@effect/vitest"
import { Clock, DateTime, Duration, Effect, Layer } from "effect"
import { SqlClient } from "effect/sql"
import * as DatabaseClock from "../src/DatabaseClock.ts"
import { testDatabase } from "../testing/Database.ts"

const hours = 3_600_000

/** The clock of a machine, wrong by so many milliseconds. */
const wrongBy = (clock: Clock.Clock, away: () => number): Clock.Clock => {
  const now = () => clock.currentTimeMillisUnsafe() + away()
  return {
    currentTimeMillisUnsafe: now,
    currentTimeMillis: Effect.sync(now),
    currentTimeNanosUnsafe: () => BigInt(now()) * 1_000_000n,
    currentTimeNanos: Effect.sync(() => BigInt(now()) * 1_000_000n),
    monotonicTimeNanosUnsafe: () => clock.monotonicTimeNanosUnsafe(),
    monotonicTimeNanos: clock.monotonicTimeNanos,
    sleep: (duration) => clock.sleep(duration)
  }
}

/** How far the clock in use is from the database's. */
const away = Effect.gen(function*() {
  const sql = yield* SqlClient.SqlClient
  const [row] = yield* sql<{ now: Date }>`select clock_timestamp() as now`
  return Duration.toMillis(Duration.abs(DateTime.distance(DateTime.makeUnsafe(row!.now), yield* DateTime.now)))
})

it.live("goes by the database's time, however wrong the machine's is, and also when that is set meanwhile", () =>
  Effect.gen(function*() {
    const own = yield* Clock.Clock
    let wrong = 2 * hours
    yield* Effect.gen(function*() {
      assert.isBelow(yield* away, hours / 2)
      wrong = -2 * hours
      assert.isBelow(yield* away, hours / 2)
    }).pipe(
      Effect.provide(DatabaseClock.layer.pipe(Layer.provideMerge(testDatabase))),
      Effect.provideService(Clock.Clock, wrongBy(own, () => wrong))
    )
  }))
