// L1 and L4: hints through the embedded broker against a bare WebSocket relay. node packages/adapters-local/bench/realtime/run.ts
// Ours and the limit in one run, interleaved, the order reversed every other round, one round discarded, medians.
import { type ChildProcess, spawn } from "node:child_process"
import { fileURLToPath } from "node:url"
import type { Turn } from "./pages.ts"

const rounds = Number(process.env["ROUNDS"] ?? 5)
const limitMs = 20_000
const file = (name: string) => fileURLToPath(new URL(name, import.meta.url))
const running = new Set<ChildProcess>()
process.once("exit", () => running.forEach((child) => child.kill("SIGKILL")))

/** Starts a program and gives the first line of its output that fits; a watchdog out here ends it when none comes. */
const start = (args: ReadonlyArray<string>, line: RegExp) =>
  new Promise<string>((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      env: { ...process.env, NODE_ENV: "production" },
      stdio: ["ignore", "pipe", "inherit"]
    })
    running.add(child)
    const watchdog = setTimeout(() => child.kill("SIGKILL"), limitMs)
    let output = ""
    child.stdout.on("data", (data) => {
      output += data
      const found = line.exec(output)
      if (!found) return
      clearTimeout(watchdog)
      resolve(found[1] ?? "")
    })
    child.once("exit", (code) => {
      clearTimeout(watchdog)
      running.delete(child)
      reject(new Error(`${args.join(" ")} ended with ${code}`))
    })
  })

const relay = await start([file("relay.ts")], /ready (\d+)/)
const broker = await start([file("broker.ts")], /ready (\d+)/)

const peers = { relay, "0": broker, "1": broker }
type Peer = keyof typeof peers
const names: ReadonlyArray<Peer> = ["relay", "0", "1"]
const turns: Record<Peer, Array<Turn>> = { relay: [], "0": [], "1": [] }
for (let round = -1; round < rounds; round++) {
  for (const name of round % 2 === 0 ? names : names.toReversed()) {
    try {
      const turn: Turn = JSON.parse(await start([file("turn.ts"), name, peers[name]], /^(\{.*\})$/m))
      if (round >= 0) turns[name].push(turn)
    } catch (error) {
      console.log(`void: round ${round}, ${name}: ${String(error)}`)
    }
  }
}

const median = (peer: Peer, what: keyof Turn) => {
  const values = turns[peer].map((turn) => turn[what]).toSorted((a, b) => a - b)
  return values[values.length >> 1] ?? NaN
}
const goals = [
  { id: "L1", what: "round trip, QoS 0, p50 ms", peer: "0", measure: "trip", goal: 3 },
  { id: "L1", what: "round trip, QoS 1, p50 ms", peer: "1", measure: "trip", goal: 4 },
  { id: "L4", what: "200 connects, ms", peer: "1", measure: "connect", goal: 4 }
] as const

let failed = false
for (const { goal, id, measure, peer, what } of goals) {
  const [ours, theirs] = [median(peer, measure), median("relay", measure)]
  const ratio = ours / theirs
  // a median of fewer turns than asked for proves nothing
  const met = ratio <= goal && turns[peer].length === rounds && turns.relay.length === rounds
  failed ||= !met
  console.log(
    `${id}  ${what.padEnd(26)} ours ${ours.toFixed(2).padStart(8)}  ws relay ${theirs.toFixed(2).padStart(8)}  ` +
      `${ratio.toFixed(2)}x  goal <= ${goal}x  ${met ? "met" : "NOT MET"}`
  )
}
process.exit(failed ? 1 : 0)
