import { DateTime, Effect, Random, Scope } from "effect"
import type { Fault, Figures } from "./Fault.ts"
import * as Gate from "./Gate.ts"
import { Instance } from "./Instance.ts"
import * as Journal from "./Journal.ts"
import * as Lumi from "./Lumi.ts"
import * as Slots from "./Slots.ts"

const story = Effect.fnUntraced(function*() {
  const { jobs } = yield* Instance
  const due = jobs.slice(0, yield* Random.nextIntBetween(20, 120))
  const hour = yield* Slots.lastQuarter
  const before = DateTime.subtract(hour, { minutes: 1 })
  yield* Slots.give(due, hour, due[0]!.zone)
  yield* Slots.reached(before)
  const scope = yield* Effect.scope
  // neither remembers how far it got before the other has queued the same
  yield* Effect.scoped(Effect.gen(function*() {
    yield* Gate.close("advance")
    yield* Effect.all([Lumi.worker, Lumi.worker], { concurrency: 2 }).pipe(Scope.provide(scope))
    yield* Effect.timeoutOption(Gate.reachedBy(2), "8 seconds")
  }))
  yield* Journal.settled(due)
  const twice = yield* Slots.queued
  // and one that was killed before it remembered does all of it again
  yield* Slots.reached(before)
  yield* Lumi.worker
  yield* Slots.queued.pipe(
    Effect.repeat({ until: (queued) => queued >= twice + due.length, schedule: Journal.often }),
    Effect.timeoutOption("60 seconds")
  )
  yield* Journal.settled(due)
  const queued = yield* Slots.queued
  const delivered = yield* Slots.delivered(jobs)
  const { broken, counts } = yield* Journal.count(due)
  const figures: Figures = {
    ...counts,
    recovery: [],
    special: { receivers: due.length, "jobs queued": queued, deliveries: delivered },
    broken: [
      ...broken,
      ...(queued >= 2 * due.length ? [] : [`${queued} jobs were queued for ${due.length} receivers, none twice`]),
      ...(delivered === due.length ? [] : [`${due.length} receivers have ${delivered} deliveries`])
    ]
  }
  return figures
})

/** Who queues twice what is due makes jobs twice, and of each receiver's date one delivery. */
export const fault: Fault = {
  number: 23,
  name: "two schedulers, tick twice",
  run: (seed) => story().pipe(Effect.scoped, Random.withSeed(seed), Effect.provide(Instance.shared))
}
