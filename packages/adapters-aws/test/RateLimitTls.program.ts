import { RateLimit } from "@lumi/core/RateLimit"
import { Effect, Option, Redacted } from "effect"
import { layerRedis } from "../src/RateLimit.ts"

/** Takes a token from the Redis of its argument and says whether there was one. */
const taken = RateLimit.use((limits) => limits.take({ name: "tls", tokens: 1, window: "1 minute" }, "somebody"))

Effect.runFork(
  taken.pipe(
    Effect.flatMap((refused) => Effect.sync(() => process.stdout.write(Option.isNone(refused) ? "taken" : "refused"))),
    Effect.provide(layerRedis(Redacted.make(process.argv[2] ?? "")))
  )
)
