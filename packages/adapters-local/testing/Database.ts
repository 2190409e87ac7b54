import { Effect, Layer } from "effect"
import { inject } from "vitest"
import { databaseOn } from "./Server.ts"

declare module "vitest" {
  interface ProvidedContext {
    /** the socket of this run's server */
    readonly pgSocket: string
  }
}

export { throwAwayDatabase } from "./Server.ts"

/** A migrated database of the test file's own, on the server that `testing/globalSetup.ts` started for the run. */
export const testDatabase = Layer.unwrap(Effect.sync(() => databaseOn(inject("pgSocket"))))
