// J1 to J5: what a job costs, how soon it is picked up and what a crash does, ours against pg-boss, graphile-worker and the same by hand, on one
// durable PostgreSQL with the same rows. node packages/workers/bench/jobs/run.ts
// Linux only (/proc). ROUNDS=5 JOBS=20000 TEXTS=4 PICKUPS=200 CRASHES=3
import { interleave, judge, medians } from "@lumi/core/bench/rounds"
import { fileURLToPath } from "node:url"
import { type Server, withServer } from "../database.ts"
import { run } from "../processes.ts"
import { crash } from "./crash.ts"
import { fill } from "./workload.ts"

const peers = ["limit", "lumi", "pg-boss", "graphile-worker"]
const crashes = Number(process.env["CRASHES"] ?? 3)
const file = fileURLToPath(new URL("turn.ts", import.meta.url))

const bench = async ({ onCopy, postmaster, socketPath }: Server) => {
  const turns = async (what: string, names = peers) => {
    console.log(what)
    return medians(
      await interleave(names, (name) =>
        onCopy((database) =>
          run(file, [name, what], {
            BENCH_SOCKET: socketPath,
            BENCH_DATABASE: database,
            BENCH_POSTMASTER: String(postmaster),
            LUMI_LOG_LEVEL: "Warn"
          })
        ))
    )
  }
  const bulk = await turns("bulk", [...peers, "lumi-whole"])
  const pickup = await turns("pickup")
  const elsewhere = await turns("elsewhere")

  console.log("killed")
  const killed: Array<Awaited<ReturnType<typeof crash>>> = []
  // none of them may be void: a turn without all of its deliveries is what this looks for
  for (let i = 0; i < crashes; i++) killed.push(await onCopy((database) => crash(socketPath, database)))
  console.table(killed)
  const worst = (what: "lost" | "twice" | "seconds") => Math.max(...killed.map((turn) => turn[what]))

  type Figures = typeof bulk
  const others = ["pg-boss", "graphile-worker"]
  const fewest = (figures: Figures, what: string) => Math.min(...others.map((name) => figures(name, what)))
  const most = (figures: Figures, what: string) => Math.max(...others.map((name) => figures(name, what)))
  const ours = (figures: Figures, what: string) => figures("lumi", what)
  const limit = (figures: Figures, what: string) => figures("limit", what)
  const soonest = (figures: Figures) => others.find((name) => figures(name, "p50") === fewest(figures, "p50")) ?? ""
  const picked = (where: string, figures: Figures) => [
    {
      id: "J4",
      what: `p50 ms ${where}, limit`,
      ours: ours(figures, "p50"),
      theirs: limit(figures, "p50"),
      most: 1.5
    },
    {
      id: "J4",
      what: `p50 ms ${where}, best peer`,
      ours: ours(figures, "p50"),
      theirs: fewest(figures, "p50"),
      most: 0.75
    },
    {
      id: "J4",
      what: `p99 ms ${where}, that peer`,
      ours: ours(figures, "p99"),
      theirs: figures(soonest(figures), "p99"),
      most: 1
    }
  ]
  return judge([
    { id: "J1", what: "CPU us of a job, limit", ours: ours(bulk, "cpuUs"), theirs: limit(bulk, "cpuUs"), most: 2 },
    { id: "J1", what: "CPU us, best peer", ours: ours(bulk, "cpuUs"), theirs: fewest(bulk, "cpuUs"), most: 0.6 },
    {
      id: "J2",
      what: "jobs/s, best peer",
      ours: ours(bulk, "processPerS"),
      theirs: most(bulk, "processPerS"),
      least: 2
    },
    {
      id: "J2",
      what: "jobs/s, limit",
      ours: ours(bulk, "processPerS"),
      theirs: limit(bulk, "processPerS"),
      least: 0.5
    },
    {
      id: "J3",
      what: "enqueued/s, limit",
      ours: ours(bulk, "enqueuePerS"),
      theirs: limit(bulk, "enqueuePerS"),
      least: 0.8
    },
    {
      id: "J3",
      what: "enqueued/s, best peer",
      ours: ours(bulk, "enqueuePerS"),
      theirs: most(bulk, "enqueuePerS"),
      least: 2
    },
    ...picked("same process", pickup),
    ...picked("from another", elsewhere),
    { id: "J5", what: "lost after kill -9, none", ours: worst("lost"), theirs: 1, most: 0 },
    { id: "J5", what: "told twice after kill -9, none", ours: worst("twice"), theirs: 1, most: 0 },
    { id: "J5", what: "s until taken up again, lease", ours: worst("seconds"), theirs: 30, most: 31 / 30 }
  ])
}

process.exit(await withServer(fill, bench) ? 0 : 1)
