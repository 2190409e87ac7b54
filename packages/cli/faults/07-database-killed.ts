import { Effect, Random } from "effect"
import type { Fault } from "./Fault.ts"
import { Instance } from "./Instance.ts"
import * as Outage from "./Outage.ts"

/** The postmaster is killed; the start waits for its children, and recovers. */
const kill = Effect.flatMap(Instance, ({ start, stop }) => Effect.andThen(stop("SIGKILL"), start))

/** Whatever was acknowledged, to a page or to who queued a job, is there afterwards. */
export const fault: Fault = {
  number: 7,
  name: "Postgres killed",
  run: (seed) => Outage.run(kill).pipe(Effect.scoped, Random.withSeed(seed), Effect.provide(Instance.own))
}
