// Prints what each function weighs and how long it takes to load, and fails where it is too much: npm run size
import { execFileSync } from "node:child_process"
import { readFileSync } from "node:fs"
import path from "node:path"
import { gzipSync } from "node:zlib"
import type { Bundle } from "./lambdas.ts"

const folder = path.resolve(import.meta.dirname, "../dist/lambda")
const kB = 1000

/** kB, minified, of what is loaded before the first event. */
export const limits: Readonly<Record<string, number>> = { tick: 500, affirmations: 500, http: 900 }

/** At most this many times what the clients of AWS take that it uses. */
const slowest = 1.3
const timed = ["tick", "affirmations"]
const rounds = 11

/** What was built; undefined when nothing was. */
export const bundles = (): Readonly<Record<string, Bundle>> | undefined => {
  try {
    return JSON.parse(readFileSync(path.join(folder, "bundles.json"), "utf8")) as Readonly<Record<string, Bundle>>
  } catch {
    return undefined
  }
}

export const weigh = (trigger: string, { first }: Bundle) => {
  const files = first.map((file) => readFileSync(path.join(folder, trigger, file)))
  return {
    minified: files.reduce((sum, bytes) => sum + bytes.length, 0),
    gzip: files.reduce((sum, bytes) => sum + gzipSync(bytes, { level: 9 }).length, 0)
  }
}

interface Taken {
  /** ms on the clock, and of the processor: the first is what people wait, the second what can be held to a limit */
  readonly wall: number
  readonly cpu: number
}

/** What it takes to load these files, in a process of their own. */
const load = (trigger: string, files: ReadonlyArray<string>): Taken => {
  const urls = files.map((file) => JSON.stringify(path.join(folder, trigger, file)))
  const code = `const start = performance.now(), before = process.cpuUsage()
    ${urls.map((url) => `await import(${url})`).join("\n")}
    const { user, system } = process.cpuUsage(before)
    process.stdout.write(JSON.stringify({ wall: performance.now() - start, cpu: (user + system) / 1000 }))`
  return JSON.parse(execFileSync(process.execPath, ["--input-type=module", "-e", code], { encoding: "utf8" })) as Taken
}

const median = (values: ReadonlyArray<number>): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0

const medians = (all: ReadonlyArray<Taken>): Taken => ({
  wall: median(all.map(({ wall }) => wall)),
  cpu: median(all.map(({ cpu }) => cpu))
})

/** Interleaved, so that whatever else this machine does meets all three alike. The first round warms the disk. */
const time = (trigger: string, { clients }: Bundle) => {
  const all = Array.from({ length: rounds + 1 }, () => ({
    alone: load(trigger, ["handler.mjs"]),
    clients: load(trigger, clients),
    both: load(trigger, ["handler.mjs", ...clients])
  })).slice(1)
  return {
    alone: medians(all.map(({ alone }) => alone)),
    clients: medians(all.map(({ clients }) => clients)),
    both: medians(all.map(({ both }) => both))
  }
}

const say = (trigger: string, bundle: Bundle): number => {
  const { gzip, minified } = weigh(trigger, bundle)
  const { alone, both, clients } = time(trigger, bundle)
  const limit = limits[trigger]
  const faults = [
    ...(limit !== undefined && minified > limit * kB ? [`over the limit of ${limit} kB`] : []),
    ...(timed.includes(trigger) && alone.cpu > slowest * clients.cpu ? [`over ${slowest} x its clients`] : [])
  ]
  const ms = ({ cpu, wall }: Taken) => `${wall.toFixed(0).padStart(4)} ms (${cpu.toFixed(0).padStart(3)} of CPU)`
  const weight = `${(minified / kB).toFixed(0).padStart(4)} kB (gzip ${(gzip / kB).toFixed(0).padStart(3)})`
  console.log(
    `${trigger.padEnd(13)}${weight}  loads in ${ms(alone)}, its clients alone in ${ms(clients)}, both in ${ms(both)}  ${
      faults.join(", ")
    }`
  )
  return faults.length
}

if (import.meta.main) {
  const built = bundles()
  if (built === undefined) console.error("There is no build yet. Run: npm run -w packages/workers build")
  const faults = Object.entries(built ?? {}).map(([trigger, bundle]) => say(trigger, bundle))
  process.exitCode = built !== undefined && faults.every((count) => count === 0) ? 0 : 1
}
