// R1: from spawn to the first answer that could be given, and the memory then. node packages/workers/bench/ready/run.ts
// All but the limit are bundled, as the product is. Linux only (/proc). ROUNDS=5
import { EmbeddedPostgres } from "@lumi/adapters-local/EmbeddedPostgres"
import { interleave, judge, medians } from "@lumi/core/bench/rounds"
import { Effect } from "effect"
import { once } from "node:events"
import { chmodSync, mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { fileURLToPath } from "node:url"
import { rolldown } from "rolldown"
import { kill, rssOf, start } from "../processes.ts"

const names = ["node:http", "Fastify", "tRPC", "Lumi"] as const
const sources = { "node:http": "node-http", Fastify: "fastify", tRPC: "trpc", Lumi: "lumi" } as const
const here = (file: string) => fileURLToPath(new URL(file, import.meta.url))
let nextPort = Number(process.env["FIRST_PORT"] ?? 4700)

const directory = mkdtempSync(path.join(tmpdir(), "lumi-bench-ready-"))
// as root the database runs under another account, which has to pass
chmodSync(directory, 0o755)

const bundle = async (name: string) => {
  const made = await rolldown({ input: here(`${name}.ts`), platform: "node", logLevel: "silent" })
  await made.write({ dir: path.join(directory, name), format: "esm", minify: true, entryFileNames: "main.mjs" })
  await made.close()
}

const bench = async (socketPath: string): Promise<boolean> => {
  for (const name of Object.values(sources)) await bundle(name)
  const turns = await interleave(names, async (name) => {
    const source = names.find((known) => known === name) ?? "node:http"
    const file = path.join(directory, sources[source], "main.mjs")
    const since = performance.now()
    const child = await start(file, {
      BENCH_SOCKET: socketPath,
      LUMI_LOG: "json",
      LUMI_LOG_LEVEL: "Warn",
      PORT: String(nextPort++)
    })
    const ms = performance.now() - since
    const rss = rssOf(child.pid)
    const gone = once(child, "exit")
    kill(child)
    await gone
    return { ms, rss }
  })
  const of = medians(turns)
  const ours = { ms: of("Lumi", "ms"), rss: of("Lumi", "rss") }
  return judge([
    { id: "R1", what: "ms to ready, node:http", ours: ours.ms, theirs: of("node:http", "ms"), most: 2.5 },
    { id: "R1", what: "ms to ready, Fastify", ours: ours.ms, theirs: of("Fastify", "ms"), most: 1.5 },
    { id: "R1", what: "MB at ready, node:http", ours: ours.rss, theirs: of("node:http", "rss"), most: 1.4 }
  ])
}

const program = Effect.flatMap(EmbeddedPostgres, ({ socketPath }) => Effect.promise(() => bench(socketPath))).pipe(
  Effect.provide(EmbeddedPostgres.layer({ dir: directory }))
)

const met = await Effect.runPromise(program).finally(() => rmSync(directory, { recursive: true, force: true }))
process.exit(met ? 0 : 1)
