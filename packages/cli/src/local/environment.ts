import * as Migrations from "@lumi/adapters-local/Migrations"
import { Postgres } from "@lumi/adapters-local/Postgres"
import * as Secrets from "@lumi/adapters-local/Secrets"
import * as Stores from "@lumi/adapters-local/Stores"
import * as Crypto from "@lumi/core/Crypto"
import { Cause, Effect, Layer } from "effect"
import { failed } from "../CliError.ts"
import { explained } from "../explain.ts"
import { Workers } from "../Workers.ts"
import type { worker } from "./worker.ts"

const workers = Layer.effect(
  Workers,
  Effect.gen(function*() {
    // the one who may migrate owns the database: no other Lumi runs on it. Else others have some seconds to take the jobs
    const { mayMigrate } = yield* Postgres
    const context = yield* Effect.context<Effect.Services<typeof worker>>()
    const own = Effect.flatMap(Effect.promise(() => import("./worker.ts")), ({ worker }) => worker).pipe(
      Effect.mapError((error) => failed(explained(Cause.fail(error)))),
      Effect.provideContext(context)
    )
    return Workers.of({
      alongside: (effect) => Effect.raceFirst(effect, mayMigrate ? own : Effect.delay(own, "5 seconds"))
    })
  })
)

/** Beside a running Lumi as its guest, else on its own for a moment. */
export const environment = workers.pipe(
  Layer.provideMerge(Layer.merge(Stores.layer, Secrets.layer)),
  Layer.provideMerge(Migrations.layer),
  Layer.provideMerge(Postgres.layerJoin),
  Layer.provideMerge(Crypto.layer)
)
