// P1, P2 and the claim of scale: what an affirmation costs from the tick to the inbox beside the encryption of its push; 600,000
// due of 2 million queued beside one insert; and that the cost grows with the due and not with all.
// node packages/workers/bench/pipeline/run.ts    Linux only (/proc). ROUNDS=5 WHOLE=20000 TEXTS=30 RECEIVERS=2000000 DUE=600000
import { interleave, judge, medians } from "@lumi/core/bench/rounds"
import { fileURLToPath } from "node:url"
import { Client } from "pg"
import { place, type Server, withServer } from "../database.ts"
import { run } from "../processes.ts"
import { encryptionUs } from "./encryption.ts"
import { populate, rewind } from "./population.ts"

const number = (name: string, fallback: number) => Number(process.env[name] ?? fallback)
const whole = number("WHOLE", 20_000)
const texts = number("TEXTS", 30)
const receivers = number("RECEIVERS", 2_000_000)
const due = number("DUE", 600_000)
/** schedules of which the same number is due */
const totals = [receivers / 200, receivers / 20, receivers / 2]
const file = fileURLToPath(new URL("turn.ts", import.meta.url))

const bench = async ({ onCopy, postmaster, socketPath }: Server) => {
  const within = async (database: string, work: (client: Client) => Promise<void>) => {
    const client = new Client(place(socketPath, database))
    await client.connect()
    await work(client).finally(() => client.end())
  }
  const turn = async (database: string, what: string, count: number) => {
    await within(database, rewind)
    return run(file, [what, String(count)], {
      BENCH_SOCKET: socketPath,
      BENCH_DATABASE: database,
      BENCH_POSTMASTER: String(postmaster),
      LUMI_LOG_LEVEL: "Warn"
    }, 600_000)
  }

  console.log(`${whole} whole, pools of ${texts}`)
  const p1 = await onCopy(async (database) => {
    await within(database, (client) => populate(client, whole, whole, texts))
    return medians(
      await interleave(
        ["Lumi", "encryption"],
        async (name) => name === "Lumi" ? turn(database, "whole", whole) : { cpuUs: encryptionUs(3000) }
      )
    )
  })

  console.log(`${due} due of ${receivers}`)
  const p2 = await onCopy(async (database) => {
    await within(database, (client) => populate(client, receivers, due))
    const turns = { Lumi: "enqueue", "one insert": "insert" }
    return medians(
      await interleave(Object.keys(turns), (name) => turn(database, name === "Lumi" ? "enqueue" : "insert", due))
    )
  })

  const same = totals[0]! / 2
  console.log(`${same} due of ${totals.join(", ")}`)
  const databases = new Map<string, string>()
  const grown = await (async function fill(
    left: ReadonlyArray<number>
  ): Promise<ReturnType<typeof medians<Record<string, number>>>> {
    const [total, ...rest] = left
    if (total !== undefined) {
      return onCopy(async (database) => {
        databases.set(String(total), database)
        await within(database, (client) => populate(client, total, same))
        return fill(rest)
      })
    }
    return medians(
      await interleave([...databases.keys()], (name) => turn(databases.get(name) ?? "", "enqueue", same))
    )
  })(totals)

  const [few = "", more = "", most = ""] = totals.map(String)
  return judge([
    {
      id: "P1",
      what: "CPU us without encryption, encryption",
      ours: p1("Lumi", "cpuUs"),
      theirs: p1("encryption", "cpuUs"),
      most: 1
    },
    {
      id: "P2",
      what: "CPU us of queuing one, one insert",
      ours: p2("Lumi", "cpuUs"),
      theirs: p2("one insert", "cpuUs"),
      most: 2
    },
    {
      id: "P2",
      what: "seconds, one insert",
      ours: p2("Lumi", "seconds"),
      theirs: p2("one insert", "seconds"),
      most: 2
    },
    { id: "P2", what: "MB grown meanwhile, 64", ours: p2("Lumi", "grown"), theirs: 64, most: 1 },
    {
      id: "scale",
      what: `CPU us of one, of ${more} and of ${few}`,
      ours: grown(more, "cpuUs"),
      theirs: grown(few, "cpuUs"),
      most: 1.2
    },
    {
      id: "scale",
      what: `CPU us of one, of ${most} and of ${few}`,
      ours: grown(most, "cpuUs"),
      theirs: grown(few, "cpuUs"),
      most: 1.2
    }
  ])
}

process.exit(await withServer(async () => {}, bench) ? 0 : 1)
