import { Effect, Layer } from "effect"
import { randomUUID } from "node:crypto"
import { inject } from "vitest"
import { clientsOf } from "../emulators/Credentials.ts"
import * as Queues from "../emulators/Queues.ts"
import { layer as jobQueue } from "../src/JobQueue.ts"
import { Sqs } from "../src/Sqs.ts"

declare module "vitest" {
  interface ProvidedContext {
    /** where this run's emulated SQS and S3 answer */
    readonly fauxqs: string
  }
}

/** Queues of one's own on the emulator that `testing/globalSetup.ts` started for the run: what `LUMI_QUEUES` is. */
export const testQueues = Effect.acquireRelease(
  Effect.suspend(() => {
    const prefix = `t-${randomUUID()}-`
    return Effect.map(Queues.create(inject("fauxqs"), prefix), (url) => ({ prefix, url }))
  }),
  ({ prefix }) => Queues.remove(inject("fauxqs"), prefix)
)

/** A job queue on the queues whose URLs begin so, and the client under it; `via` may stand before the emulator. */
export const jobQueueAt = (url: string, via?: string) =>
  jobQueue.pipe(
    Layer.provideMerge(Sqs.layerOf(url)),
    Layer.provide(clientsOf({ sqs: via ?? inject("fauxqs") }))
  )

/** A job queue with queues of its own, and the client under it. */
export const testJobQueue = Layer.unwrap(Effect.map(testQueues, ({ url }) => jobQueueAt(url)))
