import { Postgres } from "@lumi/adapters-local/Postgres"
import { affirmations } from "@lumi/workers/queues/affirmations"
import { Context, Effect, Layer } from "effect"

/** Who delivers what a command queues: the Lumi that runs beside it, or this process for as long as the command takes. */
export class Workers extends Context.Service<Workers, {
  /** Runs an effect, with workers of our own beside it when nobody else's can be there. */
  readonly alongside: <A, E, R>(effect: Effect.Effect<A, E, R>) => Effect.Effect<A, E, R>
}>()("@lumi/cli/Workers") {
  static readonly layer = Layer.effect(
    Workers,
    Effect.gen(function*() {
      // the one who may migrate owns the database: no other Lumi runs on it
      const { mayMigrate } = yield* Postgres
      const workers = Effect.provideContext(affirmations, yield* Effect.context<Effect.Services<typeof affirmations>>())
      return Workers.of({
        alongside: (effect) => mayMigrate ? Effect.raceFirst(effect, workers) : effect
      })
    })
  )
}
