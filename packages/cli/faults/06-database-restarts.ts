import { Effect, Random } from "effect"
import type { Fault } from "./Fault.ts"
import { Instance } from "./Instance.ts"
import * as Outage from "./Outage.ts"

/** What `pg_ctl restart -m fast` does. */
const restart = Effect.flatMap(Instance, ({ start, stop }) => Effect.andThen(stop("SIGINT"), start))

/** A restart of the server is a short pause: refused requests say so, and nothing is lost. */
export const fault: Fault = {
  number: 6,
  name: "Postgres restarts",
  run: (seed) => Outage.run(restart).pipe(Effect.scoped, Random.withSeed(seed), Effect.provide(Instance.own))
}
