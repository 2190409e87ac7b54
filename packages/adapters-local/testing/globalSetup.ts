import { Context, Effect, Exit, Layer, Scope } from "effect"
import type { TestProject } from "vitest/node"
import { TestServer } from "./Server.ts"

/** One server per run; test files take their databases from it with `testDatabase`. */
export default async (project: TestProject): Promise<() => Promise<void>> => {
  const scope = Effect.runSync(Scope.make())
  const services = await Effect.runPromise(Layer.buildWithScope(TestServer.layer, scope))
  project.provide("pgSocket", Context.get(services, TestServer).socketPath)
  return () => Effect.runPromise(Scope.close(scope, Exit.void))
}
