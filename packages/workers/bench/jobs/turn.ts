// One turn of one peer, a process of its own: node turn.ts PEER bulk|pickup|elsewhere|send. Prints JSON.
import { median } from "@lumi/core/bench/rounds"
import { fork } from "node:child_process"
import { once } from "node:events"
import { setTimeout as sleep } from "node:timers/promises"
import { Client, Pool } from "pg"
import { place } from "../database.ts"
import { cpuOfFamily } from "../processes.ts"
import type { Open, Peer } from "./peer.ts"
import { batches, bodyOf, jobs, pickups, receiverId, verify, warmUp } from "./workload.ts"

const [name = "lumi", what = "bulk"] = process.argv.slice(2)
const socketPath = process.env["BENCH_SOCKET"] ?? ""
const database = process.env["BENCH_DATABASE"] ?? ""
const postmaster = Number(process.env["BENCH_POSTMASTER"])

const { open }: { readonly open: Open } = await import(`./${name}.ts`)
// connections stay: one that ended would take its CPU out of the family
const pool = new Pool({ ...place(socketPath, database), max: 10, idleTimeoutMillis: 0 })
const peer = await open({ socketPath, database, pool, installs: what !== "send" })

/** CPU of this process and of all of Postgres, in microseconds, and time in seconds, since it was made. */
const stopwatch = () => {
  const before = { own: process.cpuUsage(), postgres: cpuOfFamily(postmaster), at: performance.now() }
  return () => {
    const { system, user } = process.cpuUsage(before.own)
    return {
      own: user + system,
      postgres: cpuOfFamily(postmaster) - before.postgres,
      seconds: (performance.now() - before.at) / 1000
    }
  }
}

const bulk = async (peer: Peer) => {
  for (const batch of batches(0, warmUp)) await peer.enqueue(batch)
  const rest = await peer.drain(warmUp)
  await rest()
  // whoever closes connections does it now, and not between two readings
  await sleep(300)
  const enqueuing = stopwatch()
  for (const batch of batches(warmUp, warmUp + jobs)) await peer.enqueue(batch)
  const enqueued = enqueuing()
  const client = new Client(place(socketPath, database))
  await client.connect()
  await client.query("vacuum analyze")
  const working = stopwatch()
  const stop = await peer.drain(jobs)
  const worked = working()
  await stop()
  await verify(client)
  return {
    enqueuePerS: jobs / enqueued.seconds,
    enqueueUs: (enqueued.own + enqueued.postgres) / jobs,
    processPerS: jobs / worked.seconds,
    nodeUs: worked.own / jobs,
    postgresUs: worked.postgres / jobs,
    cpuUs: (worked.own + worked.postgres) / jobs
  }
}

/** When single jobs were sent and when they arrived; the clock is the same for every process of a machine. */
const now = () => Number(process.hrtime.bigint()) / 1e6
const sendOneByOne = async (peer: Peer, sent: (receiver: string, at: number) => void) => {
  for (let n = 0; n < pickups; n++) {
    sent(receiverId(n), now())
    await peer.enqueue([bodyOf(n)])
    await sleep(15 + Math.random() * 15)
  }
}

const pickup = async (peer: Peer) => {
  const sent = new Map<string, number>()
  const arrived = new Map<string, number>()
  await peer.listen((receiver) => arrived.set(receiver, now()))
  if (what === "pickup") await sendOneByOne(peer, (receiver, at) => sent.set(receiver, at))
  else {
    const sender = fork(import.meta.filename, [name, "send"])
    sender.on(
      "message",
      ({ at, receiver }: { readonly receiver: string; readonly at: number }) => sent.set(receiver, at)
    )
    await once(sender, "exit")
  }
  for (let waited = 0; arrived.size < pickups && waited < 5000; waited += 20) await sleep(20)
  const times = Array.from(sent, ([receiver, at]) => (arrived.get(receiver) ?? NaN) - at).toSorted((a, b) => a - b)
  if (times.length !== pickups || times.some(Number.isNaN)) throw new Error(`${arrived.size} of ${pickups} arrived`)
  return { p50: median(times), p99: times[Math.floor(times.length * 0.99)] ?? NaN }
}

if (what === "send") {
  await sendOneByOne(peer, (receiver, at) => process.send?.({ receiver, at }))
} else {
  console.log(JSON.stringify(await (what === "bulk" ? bulk(peer) : pickup(peer))))
}
process.exit(0)
