// pg-boss at its best: 500 at once in two workers, a handler that writes many rows by one statement, told by NOTIFY.
import { setTimeout as sleep } from "node:timers/promises"
import { PgBoss } from "pg-boss"
import { addressOf } from "../database.ts"
import type { Open } from "./peer.ts"
import { mark, record } from "./sql.ts"
import { type Body, claimBatch, rowsOf } from "./workload.ts"

export const open: Open = async ({ database, installs, pool, socketPath }) => {
  const boss = new PgBoss({
    connectionString: addressOf(socketPath, database),
    max: 20,
    useListenNotify: true,
    supervise: false,
    schedule: false
  })
  boss.on("error", (error) => console.error(error.message))
  await boss.start()
  if (installs) {
    await boss.createQueue("dead")
    await boss.createQueue("due", { retryLimit: 3, deadLetter: "dead", notify: true })
  }
  const write = (name: string, text: string, deliveries: string) => pool.query({ name, text, values: [deliveries] })
  return {
    enqueue: (bodies) =>
      bodies.length === 1
        ? boss.send("due", bodies[0]!)
        : boss.insert("due", bodies.map((data) => ({ data }))),
    drain: async (count) => {
      const options = {
        localConcurrency: 2,
        batchSize: claimBatch,
        pollingIntervalSeconds: 0.5,
        burstWhenBatchFull: true
      }
      let done = 0
      await new Promise<void>((resolve) =>
        boss.work<Body>("due", options, async (batch) => {
          const deliveries = rowsOf(batch.map(({ data }) => data))
          await write("record", record, deliveries)
          await write("mark", mark, deliveries)
          done += batch.length
          if (done >= count) resolve()
        })
      )
      const left = "select count(*)::int as count from pgboss.job where state in ('created', 'active', 'retry')"
      while ((await pool.query(left)).rows[0].count > 0) await sleep(5)
      return () => boss.offWork("due")
    },
    listen: async (arrived) => {
      await boss.work<Body>("due", { localConcurrency: 1, batchSize: 1, pollingIntervalSeconds: 2 }, async (batch) => {
        for (const { data } of batch) arrived(data.receiver)
      })
      await sleep(1500)
    }
  }
}
