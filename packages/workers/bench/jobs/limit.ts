// The limit: two statements per claim by hand on `pg`, nothing around them, and nothing recorded before it is sent.
import { setTimeout as sleep } from "node:timers/promises"
import type { Open } from "./peer.ts"
import { claim, complete, handTable } from "./sql.ts"
import { type Body, claimBatch, rowsOf } from "./workload.ts"

interface Row {
  readonly id: string
  readonly body: Body
}

export const open: Open = async ({ installs, pool }) => {
  if (installs) await pool.query(handTable)
  const take = async (count: number) => (await pool.query<Row>({ name: "claim", text: claim, values: [count] })).rows
  const done = (rows: ReadonlyArray<Row>) =>
    pool.query({
      name: "complete",
      text: complete,
      values: [rows.map(({ id }) => id), rowsOf(rows.map(({ body }) => body))]
    })
  const loop = async () => {
    for (let rows = await take(claimBatch); rows.length > 0; rows = await take(claimBatch)) await done(rows)
  }
  return {
    enqueue: (bodies) =>
      pool.query({
        name: "enqueue",
        text: `with sent as (insert into hand_job (body) select value from jsonb_array_elements($1::jsonb))
          select pg_notify('hand', '')`,
        values: [JSON.stringify(bodies)]
      }),
    drain: async () => {
      await Promise.all([loop(), loop()])
      return () => Promise.resolve()
    },
    listen: async (arrived) => {
      const client = await pool.connect()
      client.on("notification", async () => {
        for (let rows = await take(50); rows.length > 0; rows = await take(50)) {
          for (const { body } of rows) arrived(body.receiver)
          await pool.query({
            name: "remove",
            text: "delete from hand_job where id = any($1::bigint[])",
            values: [rows.map(({ id }) => id)]
          })
        }
      })
      await client.query("listen hand")
      await sleep(100)
    }
  }
}
