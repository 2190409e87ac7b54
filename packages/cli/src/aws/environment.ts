import { Aws } from "@lumi/adapters-aws/Aws"
import { Dynamo } from "@lumi/adapters-aws/Dynamo"
import * as JobQueue from "@lumi/adapters-aws/JobQueue"
import * as Secrets from "@lumi/adapters-aws/Secrets"
import { Sqs } from "@lumi/adapters-aws/Sqs"
import * as Stores from "@lumi/adapters-aws/Stores"
import * as Crypto from "@lumi/core/Crypto"
import { Cause, Config, Effect, Layer } from "effect"
import { failed } from "../CliError.ts"
import { explained } from "../explain.ts"
import { Workers } from "../Workers.ts"
import type { worker } from "./worker.ts"

const workers = Layer.effect(
  Workers,
  Effect.gen(function*() {
    const context = yield* Effect.context<Effect.Services<typeof worker>>()
    const own = Effect.flatMap(Effect.promise(() => import("./worker.ts")), ({ worker }) => worker).pipe(
      Effect.mapError((error) => failed(explained(Cause.fail(error)))),
      Effect.provideContext(context)
    )
    // functions take the jobs at once, unless they are stopped or this instance has none
    return Workers.of({ alongside: (effect) => Effect.raceFirst(effect, Effect.delay(own, "5 seconds")) })
  })
)

/** Says it before anything is asked that would only say what it lacks. */
const named = Layer.effectDiscard(
  Effect.mapError(
    Config.NonEmptyString("LUMI_TABLE"),
    () =>
      failed(
        "No instance is named: set LUMI_TABLE and the rest of what the deployment printed, or start one with npm run start:aws."
      )
  )
)

/** The instance that the environment names. Nothing is asked of it before a command does. */
export const environment = workers.pipe(
  Layer.provideMerge(Layer.mergeAll(Stores.layer, JobQueue.layer, Secrets.layer)),
  Layer.provideMerge(Layer.merge(Dynamo.layer, Sqs.layer).pipe(Layer.provide(named))),
  Layer.provideMerge(Aws.layer),
  Layer.provideMerge(Crypto.layer)
)
