// J5: two workers on a run of all jobs, one of them killed with -9 in the middle. Nobody is left out, nobody is told twice,
// and what it held is taken up again when its lease is over.
import { mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import { fileURLToPath } from "node:url"
import { Client } from "pg"
import { place } from "../database.ts"
import { kill, start } from "../processes.ts"
import { batches, receivers, verify } from "./workload.ts"

const file = fileURLToPath(new URL("worker.ts", import.meta.url))

const one = async (client: Client, text: string, values: ReadonlyArray<unknown> = []): Promise<number> =>
  (await client.query<{ n: number }>(text, [...values])).rows[0]?.n ?? NaN

/** Waits until a figure of the database is what it should be. */
const until = async (client: Client, text: string, is: (n: number) => boolean, values: ReadonlyArray<unknown> = []) => {
  for (const end = Date.now() + 120_000; Date.now() < end; await sleep(50)) {
    if (is(await one(client, text, values))) return
  }
  throw new Error(`never came: ${text}`)
}

/** Gives how many were lost, how many were told twice, and after how long what was held was taken up again. */
export const crash = async (socketPath: string, database: string) => {
  const directory = mkdtempSync(path.join(tmpdir(), "lumi-bench-told-"))
  const told = path.join(directory, "told")
  const client = new Client(place(socketPath, database))
  await client.connect()
  for (const batch of batches(0, receivers)) {
    await client.query(
      "insert into job (queue, body) select 'affirmations', value from jsonb_array_elements($1::jsonb)",
      [
        JSON.stringify(batch)
      ]
    )
  }
  const env = { BENCH_SOCKET: socketPath, BENCH_DATABASE: database, LUMI_LOG_LEVEL: "Warn" }
  const workers = await Promise.all([start(file, env, undefined, [told]), start(file, env, undefined, [told])])
  try {
    const sent = "select count(*)::int as n from delivery where sent_at is not null"
    const point = receivers * (0.2 + 0.4 * Math.random())
    await until(client, sent, (n) => n >= point)
    kill(workers[0])
    const since = performance.now()
    // what the other one holds is soon done; what the dead one held stays with its receipt until somebody else has it
    const { rows } = await client.query<{ receipt: string }>(
      "select distinct receipt from job where receipt is not null"
    )
    const receipts = rows.map(({ receipt }) => receipt)
    const still = "select count(*)::int as n from job where receipt = any($1)"
    await sleep(5000)
    const heldByTheDead = await one(client, still, [receipts])
    await until(client, still, (n) => n === 0, [receipts])
    const seconds = (performance.now() - since) / 1000
    await until(client, "select count(*)::int as n from job", (n) => n === 0)
    await verify(client)
    const names = readFileSync(told, "utf8").trimEnd().split("\n")
    return {
      lost: receivers - await one(client, sent),
      twice: names.length - new Set(names).size,
      heldByTheDead,
      seconds
    }
  } finally {
    workers.forEach(kill)
    await client.end()
    rmSync(directory, { recursive: true, force: true })
  }
}
