import { at as dateAt } from "@lumi/core/LocalDate"
import { all as zones, rules, type Zone } from "@lumi/core/Zone"
import { DateTime, Effect, Random } from "effect"
import { existsSync } from "node:fs"
import type { Fault, Figures } from "./Fault.ts"
import { Instance } from "./Instance.ts"
import * as Journal from "./Journal.ts"
import * as Lumi from "./Lumi.ts"
import * as Slots from "./Slots.ts"

const library = ["x86_64-linux-gnu", "aarch64-linux-gnu"].map((triple) =>
  `/usr/lib/${triple}/faketime/libfaketime.so.1`
)
  .find(existsSync)

/** A zone where the walls show this hour. */
const zoneAt = (hour: number, now: DateTime.Utc): Zone =>
  zones.find((zone) => DateTime.toParts(DateTime.setZone(now, rules(zone))).hour === hour)!

/**
 * With a clock that is wrong by so many hours: whose hour has come gets theirs also when it is another date by that clock,
 * and nobody whose hour is to come within those hours.
 */
const turn = Effect.fnUntraced(function*(wrong: 2 | -2, size: number) {
  const { jobs } = yield* Instance
  const quarter = yield* Slots.lastQuarter
  const now = yield* DateTime.now
  const first = wrong === 2 ? 0 : 3 * size
  // late in the evening a clock that is ahead says that the day is over, and early in the morning one behind that it is to come
  const zone = zoneAt(wrong === 2 ? 22 : 1, now)
  const noon = jobs[0]!.zone
  const plain = jobs.slice(first, first + size)
  const edge = jobs.slice(first + size, first + 2 * size).map((job) => ({
    ...job,
    zone,
    date: dateAt(now, rules(zone))
  }))
  const early = jobs.slice(first + 2 * size, first + 3 * size)
  yield* Slots.give(plain, quarter, noon)
  yield* Slots.give(edge, quarter, zone)
  yield* Slots.give(early, DateTime.add(quarter, { hours: 1 }), noon)
  yield* Slots.reached(DateTime.subtract(quarter, { minutes: 1 }))
  const worker = yield* Lumi.start(["serve", "--role", "worker"], {
    LD_PRELOAD: library,
    FAKETIME: `${wrong > 0 ? "+" : ""}${wrong}h`
  })
  const due = [...plain, ...edge]
  yield* Journal.settled(due)
  yield* worker.signal("SIGTERM")
  yield* worker.ended
  return { due, early: yield* Slots.delivered(early) }
})

const story = Effect.fnUntraced(function*() {
  const { jobs } = yield* Instance
  const size = yield* Random.nextIntBetween(5, 30)
  const ahead = yield* turn(2, size)
  const behind = yield* turn(-2, size)
  const due = [...ahead.due, ...behind.due]
  const all = yield* Slots.delivered(jobs)
  const early = ahead.early + behind.early
  const { broken, counts } = yield* Journal.count(due)
  const figures: Figures = {
    ...counts,
    recovery: [],
    special: { receivers: due.length, deliveries: all, "too early": early },
    broken: [
      ...broken,
      ...(early === 0 ? [] : [`${early} came before their hour`]),
      ...(all === due.length ? [] : [`${all} deliveries of ${due.length}`])
    ]
  }
  return figures
})

/** The database's clock decides: a process whose own is wrong sends nothing early, and nothing too late to be sent. */
export const fault: Fault = {
  number: 26,
  name: "clock 2 h ahead, 2 h behind",
  missing: Effect.succeed(
    library === undefined
      ? { why: "libfaketime is not installed (apt-get install faketime)", forbidden: false }
      : undefined
  ),
  run: (seed) => story().pipe(Effect.scoped, Random.withSeed(seed), Effect.provide(Instance.shared))
}
