import { Context, Effect, Exit, Layer, Scope } from "effect"
import type { TestProject } from "vitest/node"
import * as Dynoxide from "../emulators/Dynoxide.ts"
import { Fauxqs } from "../emulators/Fauxqs.ts"
import { S3Gate } from "../emulators/S3Gate.ts"

// Everything the emulators of a run provide: each has its key in `ProvidedContext` (see `Table.ts`) and a line here.
const isRequired = process.env["LUMI_REQUIRE_ALL"] === "1"

/** One emulator of each kind per run, on the loopback; what cannot run here is `null`, and its tests are skipped. */
export default async (project: TestProject): Promise<() => Promise<void>> => {
  const scope = Effect.runSync(Scope.make())
  const start = <I, S, E>(layer: Layer.Layer<I, E>, key: Context.Key<I, S>) =>
    Effect.runPromise(Effect.map(Layer.buildWithScope(layer, scope), Context.get(key)))

  const dynoxide = Dynoxide.missing === undefined || isRequired
    ? (await start(Dynoxide.Dynoxide.layer(), Dynoxide.Dynoxide)).endpoint
    : null
  project.provide("dynoxide", dynoxide)
  const fauxqs = (await start(Fauxqs.layer(), Fauxqs)).endpoint
  project.provide("fauxqs", fauxqs)
  project.provide("s3", (await start(S3Gate.layerOf(fauxqs), S3Gate)).endpoint)

  return () => Effect.runPromise(Scope.close(scope, Exit.void))
}
