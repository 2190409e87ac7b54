import { Effect } from "effect"
import { inject } from "vitest"

declare module "vitest" {
  interface ProvidedContext {
    /** where this run's emulated S3 answers, with its signatures checked */
    readonly s3: string
  }
}

/** Where the emulated S3 answers that `testing/globalSetup.ts` started for the run, behind the gate. */
export const testS3 = Effect.sync(() => inject("s3"))
