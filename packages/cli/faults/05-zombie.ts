import * as Sending from "@lumi/core/affirmations/Sending"
import { Effect, Random } from "effect"
import { SqlClient } from "effect/sql"
import type { Fault, Figures } from "./Fault.ts"
import * as Gate from "./Gate.ts"
import { Instance } from "./Instance.ts"
import * as Journal from "./Journal.ts"
import * as Lumi from "./Lumi.ts"

/** Every version of every row that a sender may write. */
const versions = Effect.gen(function*() {
  const sql = yield* SqlClient.SqlClient
  const of = (table: string) =>
    sql.unsafe<{ row: string }>(`select '${table} ' || t.xmin || ' ' || t::text as row from ${table} t`)
  const rows = yield* Effect.forEach(["delivery", "notification", "affirmation", "job"], of)
  return new Set(rows.flat().map(({ row }) => row))
})

/** A worker that is stopped at a place while it holds jobs; the statement that it waits for gets through without it. */
const stopped = Effect.fnUntraced(function*(place: Gate.Place, jobs: Parameters<typeof Sending.queue>[0]) {
  const worker = yield* Lumi.worker
  yield* Effect.scoped(Effect.gen(function*() {
    yield* Gate.close(place)
    yield* Sending.queue(jobs)
    yield* Gate.reached
    yield* worker.signal("SIGSTOP")
  }))
  return worker
})

const story = Effect.fnUntraced(function*() {
  const { jobs } = yield* Instance
  const zombies: Array<Lumi.Running> = []
  let queued = 0
  for (const place of yield* Random.shuffle(["draw", "decide", "tell", "mark"] as const)) {
    const size = yield* Random.nextIntBetween(8, 40)
    zombies.push(yield* stopped(place, jobs.slice(queued, queued + size)))
    queued += size
  }
  const held = jobs.slice(0, queued)
  const since = yield* Journal.now
  const left = yield* Journal.unsent(held)
  const survivor = yield* Lumi.worker
  yield* Journal.settled(held)
  yield* survivor.signal("SIGTERM")
  yield* survivor.ended
  const before = yield* versions
  // awake they do what is left of what they held, and then end
  for (const zombie of zombies) yield* Effect.andThen(zombie.signal("SIGCONT"), zombie.signal("SIGTERM"))
  const ends = yield* Effect.forEach(zombies, ({ ended }) => ended)
  const after = yield* versions
  const changed = after.symmetricDifference(before).size
  const { broken, counts } = yield* Journal.count(held)
  const figures: Figures = {
    ...counts,
    recovery: yield* Journal.recovery(left, since),
    special: { zombies: zombies.length, jobs: queued, "rows changed late": changed },
    broken: [
      ...broken,
      ...(changed === 0 ? [] : [`late writers changed ${changed} rows`]),
      ...ends.flatMap(({ code, signal }) => code === 0 ? [] : [`a late writer ended in ${code ?? signal}`])
    ]
  }
  return figures
})

/** What somebody else took over is theirs: one that was stopped for longer than its jobs stay hidden changes nothing. */
export const fault: Fault = {
  number: 5,
  name: "zombie: stopped, then continued",
  run: (seed) => story().pipe(Effect.scoped, Random.withSeed(seed), Effect.provide(Instance.shared))
}
