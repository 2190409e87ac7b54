import { Clock, Context, Effect, Layer, Schema } from "effect"
import { randomUUID } from "node:crypto"
import path from "node:path"
import { pathToFileURL } from "node:url"
import { type FunctionName, functions } from "../infra/Duties.ts"
import { region } from "./Credentials.ts"
import * as Roles from "./Roles.ts"

/** What Lambda says to whoever invoked a function that did not end well. */
export class FunctionFailed extends Schema.TaggedError<FunctionFailed>()("FunctionFailed", {
  name: Schema.String,
  reason: Schema.Literals(["Threw", "TimedOut", "Throttled"]),
  message: Schema.String
}) {}

interface Bundle {
  readonly handler: (event: unknown, context: unknown) => Promise<unknown>
}

/** What a function sees of an event: JSON, whatever the caller holds. */
const copied = (value: unknown): unknown => value === undefined ? null : JSON.parse(JSON.stringify(value))

const contextOf = (name: FunctionName, getRemainingTimeInMillis: () => number) => ({
  functionName: `lumi-${name}`,
  functionVersion: "$LATEST",
  invokedFunctionArn: `arn:aws:lambda:${region}:000000000000:function:lumi-${name}`,
  memoryLimitInMB: String(functions[name].memory),
  awsRequestId: randomUUID(),
  callbackWaitsForEmptyEventLoop: true,
  getRemainingTimeInMillis
})

/**
 * The built functions, invoked as Lambda invokes them: loaded at the first event, bounded in time and number, and in what
 * their roles let them ask of AWS.
 */
export class Lambda extends Context.Service<Lambda, {
  readonly invoke: (name: FunctionName, event: unknown) => Effect.Effect<unknown, FunctionFailed>
}>()("@lumi/adapters-aws/emulators/Lambda") {
  /** `bundles` is a folder with one folder per function. They see the environment of this process. */
  static readonly layer = (bundles: string): Layer.Layer<Lambda> =>
    Layer.sync(Lambda, () => {
      const loaded = new Map<FunctionName, Promise<Bundle>>()
      const running = new Map<FunctionName, number>()

      const load = (name: FunctionName): Promise<Bundle> => {
        const file = pathToFileURL(path.join(bundles, name, "handler.mjs")).href
        const bundle = loaded.get(name) ?? import(file) as Promise<Bundle>
        loaded.set(name, bundle)
        return bundle
      }
      const failed = (name: FunctionName, reason: FunctionFailed["reason"], message: string) =>
        new FunctionFailed({ name, reason, message })

      const call = Effect.fnUntraced(function*(name: FunctionName, event: unknown, timeout: number) {
        const clock = yield* Clock.Clock
        const end = clock.currentTimeMillisUnsafe() + timeout
        const context = contextOf(name, () => Math.max(0, end - clock.currentTimeMillisUnsafe()))
        return yield* Effect.tryPromise({
          try: () => Roles.as(name, async () => copied(await (await load(name)).handler(copied(event), context))),
          catch: (cause) => failed(name, "Threw", cause instanceof Error ? cause.message : String(cause))
        }).pipe(
          Effect.timeoutOrElse({
            duration: timeout,
            orElse: () => Effect.fail(failed(name, "TimedOut", `Task timed out after ${timeout / 1000} seconds`))
          })
        )
      })

      const count = (name: FunctionName, change: 1 | -1) => running.set(name, (running.get(name) ?? 0) + change)

      return Lambda.of({
        invoke: Effect.fn("Lambda.invoke")(function*(name, event) {
          const { concurrency = Number.POSITIVE_INFINITY, timeout } = functions[name]
          if ((running.get(name) ?? 0) >= concurrency) return yield* failed(name, "Throttled", "Rate Exceeded")
          return yield* Effect.acquireUseRelease(
            Effect.sync(() => count(name, 1)),
            () => call(name, event, timeout * 1000),
            () => Effect.sync(() => count(name, -1))
          )
        })
      })
    })
}
