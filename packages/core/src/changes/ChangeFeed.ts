import { Context, type Effect } from "effect"
import type { StoreUnavailable } from "../StoreUnavailable.ts"
import type { Change } from "./Change.ts"

/**
 * What is done about a change, soon and idempotent: what takes long is a job of a queue. `StoreUnavailable` is nobody's
 * failure, the change waits; a defect is one, and after a few the change is dead.
 */
export type Handle<R> = (change: Change) => Effect.Effect<void, StoreUnavailable, R>

/**
 * Feed: what changed, each at least once, those of one subject in their order. Pulled by the processes that run it, of
 * which one gets each change; pushed into a function on AWS, so that there only tests run it.
 */
export class ChangeFeed extends Context.Service<ChangeFeed, {
  /** One change that fails rests and comes again, then ends in the dead letters; it holds up its subject only. */
  readonly run: <R>(handle: Handle<R>) => Effect.Effect<never, never, R>
}>()("@lumi/core/changes/ChangeFeed") {}
