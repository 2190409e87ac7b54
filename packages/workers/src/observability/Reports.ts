import { StoreUnavailable } from "@lumi/core/StoreUnavailable"
import { Cause, Effect, ErrorReporter } from "effect"
import * as Trouble from "./Trouble.ts"

const isStoreUnavailable = (cause: Cause.Cause<unknown>) =>
  cause.reasons.some((reason) => reason._tag === "Fail" && reason.error instanceof StoreUnavailable)

const reporter = ErrorReporter.make(({ cause, fiber }) => {
  if (!isStoreUnavailable(cause)) return
  const operation = Cause.squash(cause)
  const what = operation instanceof StoreUnavailable ? operation.operation : "unknown"
  Effect.runForkWith(fiber.context)(
    Effect.logWarning("store does not answer").pipe(
      Effect.annotateLogs({ operation: what, ...Trouble.describe(cause) })
    )
  )
})

/** Writes down what a handler answers with 503; other errors of handlers are answers, not trouble. */
export const layer = ErrorReporter.layer([reporter])
