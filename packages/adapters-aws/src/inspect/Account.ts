import { Effect } from "effect"
import { Aws } from "../Aws.ts"
import { Misfit } from "./Misfit.ts"

/** In which region Lumi acts, and as whom, by the SDK's own rules; asks nobody but those who know credentials. */
export const account = Effect.gen(function*() {
  const { configOf } = yield* Aws
  const { DynamoDBClient } = yield* Effect.promise(() => import("./Sdk.ts"))
  const { config } = yield* Effect.acquireRelease(
    Effect.sync(() => new DynamoDBClient(configOf("dynamodb"))),
    (client) => Effect.sync(() => client.destroy())
  )
  const region = yield* Effect.tryPromise({
    try: () => config.region(),
    catch: () => new Misfit({ message: "no region is known: set AWS_REGION, or AWS_PROFILE to a profile that has one" })
  })
  const unknown = new Misfit({
    message: "no credentials are known: set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"
  })
  const { accessKeyId } = yield* Effect.tryPromise({ try: () => config.credentials(), catch: () => unknown }).pipe(
    Effect.timeoutOrElse({ duration: "10 seconds", orElse: () => Effect.fail(unknown) })
  )
  return { region, accessKeyId }
}).pipe(Effect.scoped, Effect.withSpan("inspect.account"))
