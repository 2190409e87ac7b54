// H1 to H5: one request over HTTP, ours against Fastify, tRPC and the bare node:http, on one durable PostgreSQL. Of ours
// everything is in it but the session, which the peers do not have. node packages/workers/bench/http/run.ts
// Linux only (/proc). ROUNDS=5 SECONDS=3
import { EmbeddedPostgres } from "@lumi/adapters-local/EmbeddedPostgres"
import { interleave, judge, medians } from "@lumi/core/bench/rounds"
import { Effect } from "effect"
import { chmodSync, mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { fileURLToPath } from "node:url"
import { cpuOf, cpuOfFamily, kill, parentOf, rssOf, start } from "../processes.ts"
import { pace, saturate, type Target } from "./load.ts"

const seconds = Number(process.env["SECONDS"] ?? 3)
const postgresJs = { DRIVER: "postgres" }
const peers = {
  "node:http + postgres.js": { file: "node-http.ts", env: postgresJs, trpc: false },
  "Fastify + pg": { file: "fastify.ts", env: {}, trpc: false },
  "Fastify + postgres.js": { file: "fastify.ts", env: postgresJs, trpc: false },
  "tRPC + pg": { file: "trpc.ts", env: {}, trpc: true },
  "Lumi": { file: "lumi.ts", env: {}, trpc: false }
} satisfies Record<string, { readonly file: string; readonly env: NodeJS.ProcessEnv; readonly trpc: boolean }>
type Peer = keyof typeof peers

const here = (file: string) => fileURLToPath(new URL(file, import.meta.url))
let nextPort = Number(process.env["FIRST_PORT"] ?? 4100)

/** Starts these peers together, gives what `measure` makes of them, and ends them. */
const together = async <A>(
  names: ReadonlyArray<Peer>,
  env: NodeJS.ProcessEnv,
  measure: (
    running: (name: string) => { readonly port: number; readonly pid: number; readonly trpc: boolean }
  ) => Promise<A>
): Promise<A> => {
  const children = new Map<
    string,
    { readonly port: number; readonly pid: number; readonly trpc: boolean; readonly end: () => void }
  >()
  for (const name of names) {
    const port = nextPort++
    const peer = peers[name]
    const child = await start(here(peer.file), { LUMI_LOG: "json", ...env, ...peer.env, PORT: String(port) })
    children.set(name, { port, pid: child.pid, trpc: peer.trpc, end: () => kill(child) })
  }
  try {
    return await measure((name) => children.get(name) ?? { port: 0, pid: 0, trpc: false })
  } finally {
    for (const { end } of children.values()) end()
  }
}

const saturated = (
  names: ReadonlyArray<Peer>,
  what: Target["what"],
  env: NodeJS.ProcessEnv,
  postmaster: number | undefined
) =>
  together(names, env, async (running) => {
    for (const name of names) await saturate({ ...running(name), what }, 32, 2)
    const turns = await interleave(names, async (name) => {
      const { pid, ...target } = running(name)
      const before = { node: cpuOf(pid), database: postmaster === undefined ? 0 : cpuOfFamily(postmaster) }
      const { requests, ...load } = await saturate({ ...target, what }, 32, seconds)
      const node = (cpuOf(pid) - before.node) / requests
      const database = postmaster === undefined ? 0 : (cpuOfFamily(postmaster) - before.database) / requests
      return { ...load, node, database, cpu: node + database, rss: rssOf(pid) }
    })
    return medians(turns)
  })

const all: ReadonlyArray<Peer> = [
  "node:http + postgres.js",
  "Fastify + pg",
  "Fastify + postgres.js",
  "tRPC + pg",
  "Lumi"
]

const alone = (env: NodeJS.ProcessEnv) =>
  together(
    ["Fastify + pg", "Lumi"],
    env,
    async (running) =>
      medians(
        await interleave(["Fastify + pg", "Lumi"], async (name) => {
          const { p50 } = await saturate({ ...running(name), what: "send" }, 1, seconds)
          return { p50 }
        })
      )
  )

const paced = (env: NodeJS.ProcessEnv, rate: number) =>
  together(
    ["Fastify + pg", "Lumi"],
    env,
    async (running) =>
      medians(
        await interleave(["Fastify + pg", "Lumi"], async (name) => {
          const { p50, p99 } = await pace({ ...running(name), what: "get" }, rate, seconds)
          return { p50, p99 }
        })
      )
  )

const bench = async (socketPath: string, postmaster: number): Promise<boolean> => {
  const env = { BENCH_SOCKET: socketPath }
  console.log("A page of 20 moments; CPU in microseconds per request")
  const get = await saturated(all, "get", env, postmaster)
  console.log("One message")
  const send = await saturated(all, "send", env, postmaster)
  console.log("One message, one connection; milliseconds")
  const one = await alone(env)
  const rate = Math.floor(0.7 * Math.min(...all.map((name) => get(name, "rps"))))
  console.log(`A page, ${rate} a second; milliseconds`)
  const steady = await paced(env, rate)
  console.log("Without a database")
  const bare = await saturated(["node:http + postgres.js", "Fastify + pg", "tRPC + pg", "Lumi"], "send", {
    CONSTANT: "1"
  }, undefined)

  const against = (figures: typeof get, what: "rps" | "cpu" | "rss" | "node", peer: Peer) => ({
    ours: figures("Lumi", what),
    theirs: figures(peer, what)
  })
  return judge([
    { id: "H1", what: "pages/s, tRPC", ...against(get, "rps", "tRPC + pg"), least: 3 },
    { id: "H1", what: "pages/s, Fastify + pg", ...against(get, "rps", "Fastify + pg"), least: 1.25 },
    { id: "H1", what: "pages/s, Fastify + postgres.js", ...against(get, "rps", "Fastify + postgres.js"), least: 1 },
    { id: "H1", what: "pages/s, node:http + postgres.js", ...against(get, "rps", "node:http + postgres.js"), least: 1 },
    { id: "H1", what: "CPU of a page, Fastify + pg", ...against(get, "cpu", "Fastify + pg"), most: 0.75 },
    { id: "H1", what: "CPU of a page, tRPC", ...against(get, "cpu", "tRPC + pg"), most: 0.35 },
    { id: "H2", what: "messages/s, tRPC", ...against(send, "rps", "tRPC + pg"), least: 5 },
    { id: "H2", what: "messages/s, Fastify + postgres.js", ...against(send, "rps", "Fastify + postgres.js"), least: 2 },
    { id: "H2", what: "CPU of a message, Fastify + pg", ...against(send, "cpu", "Fastify + pg"), most: 0.45 },
    {
      id: "H2",
      what: "one connection, p50 ms, Fastify + pg",
      ours: one("Lumi", "p50"),
      theirs: one("Fastify + pg", "p50"),
      most: 1.3
    },
    {
      id: "H3",
      what: "p99 ms at a fixed rate, Fastify + pg",
      ours: steady("Lumi", "p99"),
      theirs: steady("Fastify + pg", "p99"),
      most: 1
    },
    {
      id: "H4",
      what: "CPU without a database, node:http",
      ...against(bare, "node", "node:http + postgres.js"),
      most: 2
    },
    { id: "H4", what: "CPU without a database, tRPC", ...against(bare, "node", "tRPC + pg"), most: 0.25 },
    { id: "H5", what: "MB after pages, Fastify + pg", ...against(get, "rss", "Fastify + pg"), most: 1.7 },
    { id: "H5", what: "MB after messages, Fastify + pg", ...against(send, "rss", "Fastify + pg"), most: 1.7 }
  ])
}

const directory = mkdtempSync(path.join(tmpdir(), "lumi-bench-http-"))
// as root the database runs under another account, which has to pass
chmodSync(directory, 0o755)

const program = Effect.gen(function*() {
  const { socketPath } = yield* EmbeddedPostgres
  return yield* Effect.promise(async () => {
    const { default: pg } = await import("pg")
    const at = { host: path.dirname(socketPath), port: Number(socketPath.split(".").at(-1)), user: "lumi" }
    const admin = new pg.Client({ ...at, database: "postgres" })
    await admin.connect()
    await admin.query("create database lumi_bench")
    await admin.end()
    const client = new pg.Client({ ...at, database: "lumi_bench" })
    await client.connect()
    await client.query(readFileSync(here("schema.sql"), "utf8"))
    await client.query("vacuum analyze moments")
    const { rows: [row] } = await client.query<{ pid: number }>("select pg_backend_pid() as pid")
    const met = await bench(socketPath, parentOf(row?.pid ?? 0))
    await client.end()
    return met
  })
}).pipe(Effect.provide(EmbeddedPostgres.layer({ dir: directory })))

const met = await Effect.runPromise(Effect.scoped(program)).finally(() =>
  rmSync(directory, { recursive: true, force: true })
)
process.exit(met ? 0 : 1)
