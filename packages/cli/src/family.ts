import type * as Crypto from "@lumi/core/Crypto"
import type { Ports } from "@lumi/core/Ports"
import type { RateLimit } from "@lumi/core/RateLimit"
import type { Realtime } from "@lumi/core/realtime/Realtime"
import type { Origin } from "@lumi/workers/http/Origin"
import { type Config, Effect, Layer } from "effect"
import type { environment as awsEnvironment } from "./aws/environment.ts"
import type { migrate as awsMigrate } from "./aws/migrate.ts"
import type { openings as awsOpenings } from "./aws/openings.ts"
import type { Finding } from "./Finding.ts"
import type { environment as localEnvironment } from "./local/environment.ts"
import type { migrate as localMigrate } from "./local/migrate.ts"
import type { openings as localOpenings } from "./local/openings.ts"
import type { Adapter } from "./options.ts"
import type { Report } from "./Report.ts"
import type { Workers } from "./Workers.ts"

/** What any command may ask of an instance, wherever it lives. */
export type Instance = Exclude<Ports, Realtime | RateLimit> | Layer.Success<typeof Crypto.layer> | Workers

/** The ways into an instance from outside: the address people type, and the connections of their pages. */
export type Openings = Realtime | Origin

type Variables = Readonly<Record<string, string>>

/** What commands know of a family. Each part loads what it needs when it is first used, and nothing of another family. */
interface Family {
  /** Completes the environment by what this family finds out of it. */
  readonly adopt: (env: Variables) => Promise<Variables>
  readonly environment: Layer.Layer<Instance, Layer.Error<typeof localEnvironment | typeof awsEnvironment>>
  readonly openings: Layer.Layer<Openings, Layer.Error<typeof localOpenings | typeof awsOpenings>, Instance>
  /** Looks at everything an instance needs, in the order it needs it. */
  readonly checks: Effect.Effect<ReadonlyArray<Finding>, Config.ConfigError>
  /** Brings the stored shape of things up to this version, or only says what that would do. */
  readonly migrate: (
    dryRun: boolean
  ) => Effect.Effect<Report, Effect.Error<ReturnType<typeof localMigrate | typeof awsMigrate>>>
}

const layerOf = <A, E, R>(load: () => Promise<Layer.Layer<A, E, R>>) => Layer.unwrap(Effect.promise(load))
const effectOf = <A, E, R>(load: () => Promise<Effect.Effect<A, E, R>>) => Effect.flatten(Effect.promise(load))

/** Where an instance can live, by the name that `--adapter` takes. */
export const families: { readonly [name in Adapter]: Family } = {
  local: {
    adopt: async (env) => env,
    environment: layerOf(async () => (await import("./local/environment.ts")).environment),
    openings: layerOf(async () => (await import("./local/openings.ts")).openings),
    checks: effectOf(async () => (await import("./local/checks.ts")).checks),
    migrate: (dryRun) => effectOf(async () => (await import("./local/migrate.ts")).migrate(dryRun))
  },
  aws: {
    adopt: async (env) => (await import("./aws/variables.ts")).adopt(env),
    environment: layerOf(async () => (await import("./aws/environment.ts")).environment),
    openings: layerOf(async () => (await import("./aws/openings.ts")).openings),
    checks: effectOf(async () => (await import("./aws/checks.ts")).checks),
    migrate: (dryRun) => effectOf(async () => (await import("./aws/migrate.ts")).migrate(dryRun))
  }
}
