import type { Context as LambdaContext } from "aws-lambda"
import { type Context, Duration, Effect, type Layer, ManagedRuntime } from "effect"
import * as Trouble from "../../observability/Trouble.ts"

/** What a function is told of one event beside it. */
export type Invocation = Pick<LambdaContext, "awsRequestId" | "getRemainingTimeInMillis" | "invokedFunctionArn">

/** What Lambda shows of an invocation that failed; what was wrong stands in the log, without what people wrote. */
const failed = "The function failed: its log says why."

/**
 * The services of a function, built at its first event and kept for as long as its process lives, or until they are too
 * old. When they cannot be built the event fails, and the next one tries again.
 */
export const make = <R, E>(layer: Layer.Layer<R, E>, options: { readonly renewAfter?: Duration.Duration } = {}) => {
  const renewAfter = options.renewAfter ?? Duration.infinity
  const begin = () => ({ runtime: ManagedRuntime.make(layer), builtAt: performance.now(), events: 0 })
  let current = begin()

  /** An event that still runs goes on with the services it began with; the last one takes them down. */
  const end = (used: typeof current) => {
    if (--used.events === 0 && used !== current) void used.runtime.dispose()
  }

  const withServices = async <A>(use: (services: Context.Context<R>) => Promise<A>): Promise<A> => {
    if (Duration.isGreaterThan(Duration.millis(performance.now() - current.builtAt), renewAfter)) {
      const old = current
      current = begin()
      old.events++
      end(old)
    }
    const used = current
    used.events++
    try {
      const services = await used.runtime.context().catch((error: unknown) => {
        if (used === current) current = begin()
        throw error
      })
      return await use(services)
    } finally {
      end(used)
    }
  }

  return {
    /** A handler of events of one kind. */
    handler:
      <Event, A, E>(handle: (event: Event, invocation: Invocation) => Effect.Effect<A, E, R>) =>
      (event: Event, invocation: Invocation): Promise<A> =>
        withServices((services) =>
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
