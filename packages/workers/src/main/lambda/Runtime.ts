import type { Context as LambdaContext } from "aws-lambda"
import { type Context, Effect, type Layer, ManagedRuntime } from "effect"
import * as Trouble from "../../observability/Trouble.ts"

/** What a function is told of one event beside it. */
export type Invocation = Pick<LambdaContext, "awsRequestId" | "getRemainingTimeInMillis" | "invokedFunctionArn">

/** What Lambda shows of an invocation that failed; what was wrong stands in the log, without what people wrote. */
const failed = "The function failed: its log says why."

/**
 * The services of a function, built at its first event and kept for as long as its process lives. When they cannot be
 * built the event fails, and the next one tries again.
 */
export const make = <R, E>(layer: Layer.Layer<R, E>) => {
  let runtime = ManagedRuntime.make(layer)

  const services = (): Promise<Context.Context<R>> =>
    runtime.context().catch((error: unknown) => {
      void runtime.dispose()
      runtime = ManagedRuntime.make(layer)
      throw error
    })

  return {
    ready: services,
    /** A handler of events of one kind. */
    handler:
      <Event, A, E>(handle: (event: Event, invocation: Invocation) => Effect.Effect<A, E, R>) =>
      (event: Event, invocation: Invocation): Promise<A> =>
        services().then((services) =>
          Effect.runPromiseWith(services)(
            handle(event, invocation).pipe(
              Effect.tapCause((cause) => Effect.logError("an event failed", Trouble.describe(cause))),
              Effect.catchCause(() => Effect.die(new Error(failed))),
              Effect.annotateLogs({ request: invocation.awsRequestId })
            )
          )
        )
  }
}
