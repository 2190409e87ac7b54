import { DateTime, Effect, Random } from "effect"
import { SqlClient } from "effect/sql"
import type { Fault, Figures } from "./Fault.ts"
import { Instance } from "./Instance.ts"
import * as Journal from "./Journal.ts"
import * as Lumi from "./Lumi.ts"
import * as Slots from "./Slots.ts"

const story = Effect.fnUntraced(function*() {
  const { jobs } = yield* Instance
  const sql = yield* SqlClient.SqlClient
  const zone = jobs[0]!.zone
  const quarter = yield* Slots.lastQuarter
  const size = yield* Random.nextIntBetween(10, 50)
  const [timely, late, yesterday] = [0, 1, 2].map((n) => jobs.slice(n * size, (n + 1) * size))
  // it is noon: three hours ago and nine hours ago were today, and the hour of the last ones is to come
  yield* Slots.give(timely!, DateTime.subtract(quarter, { hours: 3 }), zone)
  yield* Slots.give(late!, DateTime.subtract(quarter, { hours: 9 }), zone)
  yield* Slots.give(yesterday!, DateTime.add(quarter, { hours: 3 }), zone)
  yield* Slots.reached(DateTime.subtract(quarter, { hours: yield* Random.nextIntBetween(22, 40) }))

  const due = [...timely!, ...late!]
  const since = yield* Journal.now
  const first = yield* Lumi.worker
  yield* Journal.settled(due)
  yield* first.signal("SIGTERM")
  yield* first.ended
  yield* Effect.scoped(Lumi.worker)
  const [{ marked } = { marked: 0 }] = yield* sql<{ marked: number }>`select count(*)::int as marked from delivery
    where (reason->>'late')::int between 9 * 60 and 10 * 60`
  const early = yield* Slots.delivered(yesterday!)
  const all = yield* Slots.delivered(jobs)
  const { broken, counts } = yield* Journal.count(due)
  const figures: Figures = {
    ...counts,
    recovery: yield* Journal.recovery(due, since),
    special: { receivers: due.length, "said to be late": marked, "of yesterday": early },
    broken: [
      ...broken,
      ...(marked === late!.length ? [] : [`${marked} of ${late!.length} are marked as late`]),
      ...(early === 0 ? [] : [`${early} were sent for an hour of yesterday`]),
      ...(all === due.length ? [] : [`${all} deliveries of ${due.length}`])
    ]
  }
  return figures
})

/** What fell due while nobody looked is made up for once, late ones say so, and of days that are over nothing comes. */
export const fault: Fault = {
  number: 24,
  name: "scheduler down over the due time",
  run: (seed) => story().pipe(Effect.scoped, Random.withSeed(seed), Effect.provide(Instance.shared))
}
