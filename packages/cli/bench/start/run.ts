// C1, C2 and R2: how long a command takes to start, `lumi up` to answer, and what it weighs at rest.
// Interleaved, the order reversed every other round, one round discarded, medians. node packages/cli/bench/start/run.ts
import { type ChildProcess, spawn } from "node:child_process"
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { createServer } from "node:net"
import { tmpdir } from "node:os"
import path from "node:path"

const rounds = Number(process.env["ROUNDS"] ?? 7)
const root = path.resolve(import.meta.dirname, "../../../..")
const lumi = path.join(root, "packages/cli/dist/lumi.mjs")
const vite = path.join(root, "node_modules/vite/bin/vite.js")
const home = mkdtempSync(path.join(tmpdir(), "lumi-bench-"))
chmodSync(home, 0o755)
const running = new Set<ChildProcess>()
process.once("exit", () => {
  for (const child of running) child.kill("SIGKILL")
  rmSync(home, { recursive: true, force: true })
})

const launch = (args: ReadonlyArray<string>, env: Record<string, string> = {}) => {
  const child = spawn(process.execPath, args, {
    env: { ...process.env, LUMI_HOME: home, ...env },
    stdio: ["ignore", "pipe", "ignore"]
  })
  running.add(child)
  child.once("exit", () => running.delete(child))
  return child
}

/** A watchdog out here ends what hangs; its turn is void. */
const within = <A>(child: ChildProcess, event: (done: (value: A) => void) => void) =>
  new Promise<A>((resolve, reject) => {
    const watchdog = setTimeout(() => {
      child.kill("SIGKILL")
      reject(new Error("took more than 20 s"))
    }, 20_000)
    event((value) => {
      clearTimeout(watchdog)
      resolve(value)
    })
  })

const toExit = (...args: ReadonlyArray<string>) => async () => {
  const started = performance.now()
  const child = launch(args)
  child.stdout.resume()
  const code = await within<number | null>(child, (done) => child.once("exit", done))
  if (code !== 0) throw new Error(`${args.join(" ")} ended with ${code}`)
  return performance.now() - started
}

/** Until the first byte reaches whoever stands where the database should. */
const toFirstByte = async () => {
  let first: (at: number) => void = () => {}
  const database = createServer((socket) => {
    socket.on("error", () => {})
    socket.once("data", () => first(performance.now()))
  })
  await new Promise<void>((ready) => database.listen(0, "127.0.0.1", ready))
  const address = database.address()
  const port = typeof address === "object" && address !== null ? address.port : 0
  const started = performance.now()
  const child = launch([lumi, "queue", "stats", "--json"], { DATABASE_URL: `postgres://lumi@127.0.0.1:${port}/lumi` })
  const at = await within<number>(child, (done) => (first = done))
  child.kill("SIGKILL")
  database.close()
  return at - started
}

const stopped = (child: ChildProcess) =>
  new Promise<void>((done) => {
    child.once("exit", () => done())
    child.kill("SIGTERM")
  })

const memory: Array<number> = []
const residentMegabytes = (child: ChildProcess) =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, "utf8"))?.[1]) / 1024

/** Until a server that prints its address answers its first request. */
const toAnswer = (args: ReadonlyArray<string>, page: string, weigh: boolean) => async () => {
  const started = performance.now()
  const child = launch(args)
  const url = await within<string>(child, (done) => {
    let said = ""
    child.stdout.on("data", (text) => {
      said += text
      const found = /http:\/\/[^\s"]+/.exec(said)
      if (found) done(found[0])
    })
  })
  if (!(await fetch(url + page)).ok) throw new Error(`${page} is not answered`)
  const taken = performance.now() - started
  if (weigh) {
    await new Promise((rested) => setTimeout(rested, 3000))
    memory.push(residentMegabytes(child))
  }
  await stopped(child)
  return taken
}

const plain = path.join(home, "http.mjs")
writeFileSync(
  plain,
  `import http from "node:http"
const server = http.createServer((_, response) => response.end("ok"))
server.listen(0, "127.0.0.1", () => console.log("http://127.0.0.1:" + server.address().port))`
)

const peers = {
  "node -e 0": toExit("-e", "0"),
  "vite --help": toExit(vite, "--help"),
  "lumi --help": toExit(lumi, "--help"),
  "lumi queue stats": toFirstByte,
  "node:http": toAnswer([plain], "/", false),
  "lumi up": toAnswer([lumi, "up", "--port", "0"], "/readyz", true)
}
type Peer = keyof typeof peers
const names = Object.keys(peers) as Array<Peer>
const turns = new Map(names.map((name): [Peer, Array<number>] => [name, []]))
for (let round = -1; round < rounds; round++) {
  for (const name of round % 2 === 0 ? names : names.toReversed()) {
    try {
      const taken = await peers[name]()
      if (round >= 0) turns.get(name)?.push(taken)
    } catch (error) {
      console.log(`void: round ${round}, ${name}: ${String(error)}`)
    }
  }
}

const median = (values: ReadonlyArray<number> = []) => values.toSorted((a, b) => a - b)[values.length >> 1] ?? NaN
const goals = [
  ["C1", "lumi --help", "node -e 0", 1.6],
  ["C1", "lumi --help", "vite --help", 0.5],
  ["C2", "lumi queue stats", "node -e 0", 2.5],
  ["R2", "lumi up", "node:http", 7]
] as const
let missed = false
for (const [id, ours, theirs, goal] of goals) {
  const [mine, other] = [median(turns.get(ours)), median(turns.get(theirs))]
  const met = mine / other <= goal
  missed ||= !met
  console.log(
    `${id}  ${ours.padEnd(17)} ${mine.toFixed(0).padStart(5)} ms  ${theirs.padEnd(12)} ${
      other.toFixed(0).padStart(5)
    } ms  `
      + `${(mine / other).toFixed(2)}x  goal <= ${goal}x  ${met ? "met" : "NOT MET"}`
  )
}
const weight = median(memory)
missed ||= !(weight <= 150)
console.log(
  `    lumi up at rest   ${weight.toFixed(0).padStart(5)} MB  goal <= 150 MB  ${weight <= 150 ? "met" : "NOT MET"}`
)
process.exit(missed ? 1 : 0)
