// graphile-worker at its best: a local queue of 500, completed in batches, 64 in flight whose handlers share one statement
// per turn of the event loop.
import { Logger, makeWorkerUtils, run } from "graphile-worker"
import { setTimeout as sleep } from "node:timers/promises"
import { addressOf } from "../database.ts"
import type { Open } from "./peer.ts"
import { mark, record } from "./sql.ts"
import { type Body, claimBatch, isBody, rowsOf } from "./workload.ts"

const logger = new Logger(() => () => {})

/** One call for all that ask for it in one turn of the event loop. */
const shared = (write: (bodies: ReadonlyArray<Body>) => Promise<unknown>) => {
  let waiting: { readonly bodies: Array<Body>; readonly written: Promise<unknown> } | undefined
  return (body: Body) => {
    if (waiting === undefined) {
      const bodies: Array<Body> = []
      const written = new Promise((resolve, reject) =>
        setImmediate(() => {
          waiting = undefined
          write(bodies).then(resolve, reject)
        })
      )
      waiting = { bodies, written }
    }
    waiting.bodies.push(body)
    return waiting.written
  }
}

export const open: Open = async ({ database, installs, pool, socketPath }) => {
  const connectionString = addressOf(socketPath, database)
  const utils = await makeWorkerUtils({ connectionString, logger })
  if (installs) await utils.migrate()
  const together = (name: string, text: string) =>
    shared((bodies) => pool.query({ name, text, values: [rowsOf(bodies)] }))
  const start = (concurrentJobs: number, deliver: (body: Body) => Promise<unknown>) =>
    run({
      logger,
      noHandleSignals: true,
      preset: {
        worker: {
          connectionString,
          maxPoolSize: 20,
          logger,
          concurrentJobs,
          localQueue: { size: claimBatch },
          completeJobBatchDelay: 0,
          failJobBatchDelay: 0
        }
      },
      taskList: {
        deliver: async (payload) => {
          if (isBody(payload)) await deliver(payload)
        }
      }
    })
  return {
    enqueue: (bodies) => utils.addJobs(bodies.map((payload) => ({ identifier: "deliver", payload, maxAttempts: 4 }))),
    drain: async (count) => {
      const [recorded, marked] = [together("record", record), together("mark", mark)]
      let done = 0
      const all = Promise.withResolvers<void>()
      const runner = await start(64, async (body) => {
        await recorded(body)
        await marked(body)
        if (++done >= count) all.resolve()
      })
      await all.promise
      const left = "select count(*)::int as count from graphile_worker._private_jobs"
      while ((await pool.query(left)).rows[0].count > 0) await sleep(5)
      return () => runner.stop()
    },
    listen: async (arrived) => {
      await start(64, async ({ receiver }) => arrived(receiver))
      await sleep(500)
    }
  }
}
