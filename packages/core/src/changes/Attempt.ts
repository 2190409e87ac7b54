import { Cause, Data, Duration, Effect, Exit } from "effect"
import type { StoreUnavailable } from "../StoreUnavailable.ts"
import { type Change, subject } from "./Change.ts"
import type { Handle } from "./ChangeFeed.ts"

/** How one try to handle a change ended. */
export type Outcome = Data.TaggedEnum<{
  readonly Done: {}
  /** an outage, not the change's failure */
  readonly Unavailable: { readonly error: StoreUnavailable }
  /** `why` holds no text and no token */
  readonly Failed: { readonly why: string }
}>
export const Outcome = Data.taggedEnum<Outcome>()

/** A handler that takes longer has failed; whoever holds the change holds it for longer than that. */
export const limit = Duration.seconds(30)

/** An error's message may quote what people wrote, its name does not. */
const nameOf = (defect: unknown) => defect instanceof Error ? defect.name : typeof defect

/** Tries to handle a change once. Interruption is no outcome: it goes on to whoever holds the change. */
export const attempt = Effect.fn("ChangeFeed.attempt")(function*<R>(change: Change, handle: Handle<R>) {
  yield* Effect.annotateCurrentSpan({ change: change._tag })
  const exit = yield* Effect.exit(
    handle(change).pipe(
      Effect.timeoutOrElse({ duration: limit, orElse: () => Effect.die(new TooSlow()) })
    )
  )
  if (Exit.isSuccess(exit)) return Outcome.Done()
  if (Cause.hasInterrupts(exit.cause)) return yield* Effect.interrupt
  const failure = exit.cause.reasons.find(Cause.isFailReason)
  if (failure !== undefined) return Outcome.Unavailable({ error: failure.error })
  yield* Effect.logError("a change could not be handled", { change: change._tag, subject: subject(change) }, exit.cause)
  return Outcome.Failed({ why: nameOf(Cause.squash(exit.cause)) })
})

/** A handler was given up. */
class TooSlow extends Error {
  override readonly name = "TooSlow"
}
