import * as DailyJob from "@lumi/core/affirmations/DailyJob"
import { JobQueue } from "@lumi/core/queue/JobQueue"
import { Effect, Random, Schedule } from "effect"
import { SqlClient } from "effect/sql"
import type { Fault, Figures } from "./Fault.ts"
import { Instance } from "./Instance.ts"
import * as Journal from "./Journal.ts"
import * as Lumi from "./Lumi.ts"

/** Whatever is written for this receiver breaks a rule of the schema, each time: a bug, as its handler sees it. */
const poison = Effect.fnUntraced(function*(receiver: string) {
  const sql = yield* SqlClient.SqlClient
  yield* sql.unsafe(`create function fault_poison() returns trigger language plpgsql as $$ begin
    if new.user_id = '${receiver}'::uuid then raise exception 'poison' using errcode = 'check_violation'; end if;
    return new;
  end $$`)
  yield* sql`create trigger fault_poison before insert on notification for each row execute function fault_poison()`
})

/** Lets the rest of what failed be over, which takes up to an hour. */
const hasten = Effect.flatMap(
  SqlClient.SqlClient,
  (sql) => sql`update job set visible_at = clock_timestamp() where failures > 0 and receipt is null and dead_at is null`
)

interface Dead {
  readonly reason: string
  readonly failures: number
}

const story = Effect.fnUntraced(function*() {
  const { jobs } = yield* Instance
  const queue = yield* JobQueue
  const sql = yield* SqlClient.SqlClient
  const [guilty, ...innocent] = jobs.slice(0, yield* Random.nextIntBetween(40, 100))
  yield* poison(guilty!.receiver)
  const bodies = yield* Random.shuffle([
    { nonsense: true },
    DailyJob.encode(guilty!),
    ...innocent.map((job) => DailyJob.encode(job))
  ])
  yield* Lumi.worker
  const since = yield* Journal.now
  yield* queue.send("affirmations", bodies)
  const dead = sql<Dead>`select reason, failures from job where dead_at is not null order by failures`
  yield* Effect.andThen(hasten, dead).pipe(
    Effect.repeat({ schedule: Schedule.spaced("200 millis"), until: (letters) => letters.length >= 2 }),
    Effect.timeoutOption("120 seconds")
  )
  yield* Journal.settled(innocent)
  const letters = yield* dead
  const recovery = yield* Journal.recovery(innocent, since)
  const { broken, counts } = yield* Journal.count(innocent, 2)
  const told = letters.map(({ failures, reason }) => `${failures} ${reason.slice(0, 14)}`)
  const figures: Figures = {
    ...counts,
    recovery: [],
    special: { jobs: bodies.length, "dead letters": letters.length, "head-of-line ms": Math.max(...recovery) },
    broken: [
      ...broken,
      ...(told.join() === "0 not understood,3 failed 4 times" ? [] : [`dead letters: ${told.join(", ")}`])
    ]
  }
  return figures
})

/** One dead letter each, with its reason, for a job that nobody understands and one that always fails; the others flow. */
export const fault: Fault = {
  number: 19,
  name: "poison job",
  run: (seed) => story().pipe(Effect.scoped, Random.withSeed(seed), Effect.provide(Instance.shared))
}
