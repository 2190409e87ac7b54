import * as Sending from "@lumi/core/affirmations/Sending"
import { Clock, Effect, Fiber, Random } from "effect"
import { SqlClient } from "effect/sql"
import type { Fault, Figures } from "./Fault.ts"
import { Instance } from "./Instance.ts"
import * as Journal from "./Journal.ts"
import * as Lumi from "./Lumi.ts"

/** The most that an orderly end may take: what supervisors wait before they kill. */
const patience = 25_000
const batches = 10
const requests = 10

/** Each mark takes a while, so that there is something under way when the signal comes. */
const slow = Effect.gen(function*() {
  const sql = yield* SqlClient.SqlClient
  yield* sql`create function fault_slow() returns trigger language plpgsql as $$ begin perform pg_sleep(0.02); return new; end $$`
  yield* sql`create trigger fault_slow before update on delivery for each row execute function fault_slow()`
})

/** Tells a process to end; gives after how many milliseconds it had, and what was wrong with that. */
const drained = Effect.fnUntraced(function*(process: Lumi.Running) {
  const clock = yield* Clock.Clock
  const begun = clock.currentTimeMillisUnsafe()
  yield* process.signal("SIGTERM")
  const { code, signal } = yield* process.ended
  const ms = clock.currentTimeMillisUnsafe() - begun
  return {
    ms,
    broken: [
      ...(code === 0 ? [] : [`SIGTERM ended in ${code ?? signal}`]),
      ...(ms < patience ? [] : [`the end took ${ms} ms`])
    ]
  }
})

const story = Effect.fnUntraced(function*() {
  const { jobs } = yield* Instance
  const sql = yield* SqlClient.SqlClient
  yield* slow
  const processes = yield* Effect.all([Lumi.worker, Lumi.worker, Lumi.api], { concurrency: 3 })
  const size = jobs.length / batches
  for (let n = 0; n < batches; n++) yield* Sending.queue(jobs.slice(n * size, (n + 1) * size))
  // requests that are under way when the signal comes: the row they ask for is locked a little longer
  const { url } = processes[2]
  const lock = Effect.andThen(sql`lock table affirmation_tick in access exclusive mode`, Effect.sleep("1 second"))
  const locked = yield* Effect.forkChild(sql.withTransaction(lock))
  yield* Effect.sleep(100)
  const asked = yield* Effect.forkChild(Effect.forEach(
    Array.from({ length: requests }),
    () => Effect.promise(() => fetch(`${url}/readyz`).then(({ status }) => status, () => 0)),
    { concurrency: requests }
  ))
  yield* Effect.sleep(yield* Random.nextBetween(100, 800))

  const since = yield* Journal.now
  const ends = yield* Effect.forEach(processes, drained, { concurrency: 3 })
  yield* Fiber.join(locked)
  const cutOff = (yield* Fiber.join(asked)).filter((status) => status !== 200).length
  const [{ held } = { held: 0 }] = yield* sql<{ held: number }>`select count(*)::int as held from job
    where receipt is not null and visible_at > clock_timestamp()`
  const left = yield* Journal.unsent(jobs)
  yield* sql`drop trigger fault_slow on delivery`
  yield* Lumi.worker
  yield* Journal.settled(jobs)
  const { broken, counts } = yield* Journal.count(jobs)
  const figures: Figures = {
    ...counts,
    recovery: yield* Journal.recovery(left, since),
    special: {
      "exit ms": Math.max(...ends.map(({ ms }) => ms)),
      jobs: jobs.length,
      "left to others": left.length,
      "requests cut off": cutOff
    },
    broken: [
      ...broken,
      ...ends.flatMap(({ broken }) => broken),
      ...(counts.twiceAtService === 0 ? [] : ["what was under way was done twice"]),
      ...(held === 0 ? [] : [`${held} jobs were not given back`]),
      ...(cutOff === 0 ? [] : [`${cutOff} of ${requests} requests were cut off`])
    ]
  }
  return figures
})

/** An orderly end finishes what is under way, gives back the rest at once, and repeats nothing. */
export const fault: Fault = {
  number: 4,
  name: "drain: SIGTERM to all",
  run: (seed) => story().pipe(Effect.scoped, Random.withSeed(seed), Effect.provide(Instance.shared))
}
