// Our queue and consumer with a handler, as a peer.
import "effect/schema/SchemaJITCompiler/enable"
import { clientOf } from "@lumi/adapters-local/Postgres"
import * as Stores from "@lumi/adapters-local/Stores"
import * as Crypto from "@lumi/core/Crypto"
import { JobQueue } from "@lumi/core/queue/JobQueue"
import { Realtime } from "@lumi/core/realtime/Realtime"
import { Effect, Fiber, Layer, ManagedRuntime } from "effect"
import { setTimeout as sleep } from "node:timers/promises"
import * as Consume from "../../src/queues/consume.ts"
import type { Open } from "./peer.ts"

const nobodyListens = Layer.mock(Realtime, { publishMany: () => Effect.void })

/** Everything that a handler asks for, on a database of this run. */
const layerOf = (socketPath: string, database: string) =>
  Layer.mergeAll(Stores.layer, nobodyListens, Crypto.layer).pipe(Layer.provide(clientOf(socketPath, database)))

type Services = Layer.Success<ReturnType<typeof layerOf>>

export const openWith =
  <Job extends { readonly receiver: string }>(handler: Consume.Handler<Job, Services>): Open =>
  async ({ database, pool, socketPath }) => {
    const runtime = ManagedRuntime.make(layerOf(socketPath, database))
    const queue = await runtime.runPromise(JobQueue)
    return {
      enqueue: (bodies) => runtime.runPromise(queue.send("affirmations", bodies.map((body) => ({ ...body })))),
      drain: async (count) => {
        let done = 0
        const counted = {
          ...handler,
          handle: (claimed: ReadonlyArray<Job>) =>
            Effect.tap(handler.handle(claimed), (outcomes) => Effect.sync(() => done += outcomes.length))
        }
        const working = Array.from({ length: 2 }, () => runtime.runFork(Consume.forever(counted)))
        while (done < count) await sleep(5)
        while ((await pool.query("select count(*)::int as count from job")).rows[0].count > 0) await sleep(5)
        return () => runtime.runPromise(Fiber.interruptAll(working))
      },
      listen: async (arrived) => {
        runtime.runFork(Consume.forever({
          ...handler,
          handle: (claimed) =>
            Effect.sync(() => {
              for (const { receiver } of claimed) arrived(receiver)
              return claimed.map(() => "done" as const)
            })
        }))
        await sleep(500)
      }
    }
  }
