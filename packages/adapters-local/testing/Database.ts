import { Effect, Layer } from "effect"
import { inject } from "vitest"
import type {} from "./globalSetup.ts"
import { databaseOn } from "./Server.ts"

export { throwAwayDatabase } from "./Server.ts"

/** A migrated database of the test file's own, on the server that `testing/globalSetup.ts` started for the run. */
export const testDatabase = Layer.unwrap(Effect.sync(() => databaseOn(inject("pgSocket"))))
