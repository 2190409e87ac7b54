import { Config, Context, Duration, Effect, Layer, Schema } from "effect"

const seconds = 30

/**
 * For how long a worker holds jobs that it took: it renews this three times in that time, so it need not be longer than a
 * batch takes. What a killed worker held comes to another when it is over.
 */
export const Lease = Context.Reference<Duration.Duration>("@lumi/core/queue/Lease", {
  defaultValue: () => Duration.seconds(seconds)
})

/** As the environment says, in whole seconds: who kills workers to see what happens need not wait for long. */
export const layer = Layer.effect(
  Lease,
  Effect.map(
    Config.schema(Schema.Int.check(Schema.isBetween({ minimum: 2, maximum: 3600 })), "LUMI_LEASE_SECONDS").pipe(
      Config.withDefault(seconds)
    ),
    Duration.seconds
  )
)
