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

/** ms until these files are loaded, in a process of their own. */
const load = (trigger: string, files: ReadonlyArray<string>): number => {
  const urls = files.map((file) => JSON.stringify(path.join(folder, trigger, file)))
  const code = `const start = performance.now()
    ${urls.map((url) => `await import(${url})`).join("\n")}
    process.stdout.write(String(performance.now() - start))`
  return Number(execFileSync(process.execPath, ["--input-type=module", "-e", code], { encoding: "utf8" }))
}

const median = (values: ReadonlyArray<number>): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0

/** Interleaved, so that whatever else this machine does meets all three alike. The first round warms the disk. */
const time = (trigger: string, { clients }: Bundle) => {
  const measures = { alone: ["handler.mjs"], clients, first: ["handler.mjs", ...clients] }
  const all = Array.from({ length: rounds + 1 }, () => ({
    alone: load(trigger, measures.alone),
    clients: load(trigger, measures.clients),
    first: load(trigger, measures.first)
  })).slice(1)
  return {
    alone: median(all.map(({ alone }) => alone)),
    clients: median(all.map(({ clients }) => clients)),
    first: median(all.map(({ first }) => first))
  }
}

const say = (trigger: string, bundle: Bundle): number => {
  const { gzip, minified } = weigh(trigger, bundle)
  const { alone, clients, first } = time(trigger, bundle)
  const limit = limits[trigger]
  const faults = [
    ...(limit !== undefined && minified > limit * kB ? [`over the limit of ${limit} kB`] : []),
    ...(timed.includes(trigger) && alone > slowest * clients ? [`over ${slowest} x its clients`] : [])
  ]
  const ms = (value: number) => value.toFixed(0).padStart(4)
  console.log(
    `${trigger.padEnd(13)} ${(minified / kB).toFixed(0).padStart(4)} kB (gzip ${
      (gzip / kB).toFixed(0).padStart(3)
    })  loads in ${ms(alone)} ms, its clients alone in ${ms(clients)} ms, both in ${ms(first)} ms  ${faults.join(", ")}`
  )
  return faults.length
}

if (import.meta.main) {
  const built = bundles()
  if (built === undefined) console.error("There is no build yet. Run: npm run -w packages/workers build")
  const faults = Object.entries(built ?? {}).map(([trigger, bundle]) => say(trigger, bundle))
  process.exitCode = built !== undefined && faults.every((count) => count === 0) ? 0 : 1
}
