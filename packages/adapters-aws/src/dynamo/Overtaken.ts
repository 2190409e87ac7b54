import { Data, Effect } from "effect"
import { patiently } from "./Backoff.ts"
import { DynamoUnavailable } from "./Failures.ts"

/** Somebody else changed in between what a write had read before. */
export class Overtaken extends Data.TaggedError("Overtaken")<{}> {}

/** Again when somebody was faster, each time with what holds by then. */
export const insistently = <A, E, R>(effect: Effect.Effect<A, E | Overtaken, R>) =>
  effect.pipe(
    patiently((error) => error instanceof Overtaken),
    Effect.catchIf(
      (error): error is Overtaken => error instanceof Overtaken,
      (cause) => new DynamoUnavailable({ operation: "change", message: "others kept changing the same item", cause })
    )
  )
