import { Context, type Effect } from "effect"
import type { CliError } from "./CliError.ts"

/** Who delivers what a command queues: the Lumi that runs beside it, or this process for as long as the command takes. */
export class Workers extends Context.Service<Workers, {
  /** Runs an effect, with a worker of our own beside it when nobody else's is there. */
  readonly alongside: <A, E, R>(effect: Effect.Effect<A, E, R>) => Effect.Effect<A, E | CliError, R>
}>()("@lumi/cli/Workers") {}
