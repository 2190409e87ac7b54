import * as Sending from "@lumi/core/affirmations/Sending"
import { Effect, Exit, Random, Scope } from "effect"
import type { Fault, Figures } from "./Fault.ts"
import { Instance } from "./Instance.ts"
import * as Journal from "./Journal.ts"
import * as Lumi from "./Lumi.ts"

const kills = 20
const perKill = 10

/** A worker that can be replaced, as a supervisor does. */
const supervised = Effect.gen(function*() {
  const scope = yield* Scope.make()
  return { scope, worker: yield* Scope.provide(Lumi.worker, scope) }
})

const storm = Effect.fnUntraced(function*() {
  const { jobs } = yield* Instance
  const scope = yield* Effect.scope
  const pair = [yield* Scope.provide(supervised, scope), yield* Scope.provide(supervised, scope)]
  yield* Effect.addFinalizer(() =>
    Effect.forEach(pair, ({ scope }) => Scope.close(scope, Exit.void), { concurrency: 2 })
  )
  let cutOff = 0
  for (let n = 0; n < kills; n++) {
    yield* Sending.queue(jobs.slice(n * perKill, (n + 1) * perKill))
    yield* Effect.sleep(yield* Random.nextBetween(0, 60))
    // one of both is always up, and takes what the other one left
    const victim = yield* Random.nextIntBetween(0, 1)
    yield* Lumi.slay(pair[victim]!.worker)
    cutOff += (yield* Journal.unsent(jobs.slice(n * perKill, (n + 1) * perKill))).length
    yield* Scope.close(pair[victim]!.scope, Exit.void)
    pair[victim] = yield* supervised
  }
  const since = yield* Journal.now
  const left = yield* Journal.unsent(jobs.slice(0, kills * perKill))
  yield* Journal.settled(jobs)
  const { broken, counts } = yield* Journal.count(jobs)
  const figures: Figures = {
    ...counts,
    recovery: yield* Journal.recovery(left, since),
    special: { kills, jobs: jobs.length, "cut off": cutOff, "dead letters": counts.innocentDead },
    broken: [...broken, ...(cutOff === 0 ? ["no worker was killed while it delivered"] : [])]
  }
  return figures
})

/** Restarts at a bad moment are no failures of a job: none ends among the dead letters for them. */
export const fault: Fault = {
  number: 3,
  name: "storm of 20 kills",
  run: (seed) => storm().pipe(Effect.scoped, Random.withSeed(seed), Effect.provide(Instance.shared))
}
