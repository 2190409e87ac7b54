// One folder per function: handler.mjs, and as chunks of their own the clients it loads when it needs them.
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs"
import path from "node:path"
import { type OutputChunk, type OutputOptions, rolldown, type RolldownOutput } from "rolldown"
import * as Files from "../src/http/Files.ts"
import * as SecurityHeaders from "../src/http/SecurityHeaders.ts"

const root = path.resolve(import.meta.dirname, "..")
const entries = path.join(root, "src/main/lambda")
const out = path.join(root, "dist/lambda")

/** What a function is made of: for the check of sizes, and for measuring how long it takes to load. */
export interface Bundle {
  /** loaded before the first event */
  readonly first: ReadonlyArray<string>
  /** chunks that begin a client of AWS, loaded with the first event */
  readonly clients: ReadonlyArray<string>
}

/** Every entry that is a function; what they share has a name that begins with a capital. */
export const triggers = readdirSync(entries)
  .filter((file) => /^[a-z]+\.ts$/.test(file))
  .map((file) => file.replace(".ts", ""))

/** What our adapters load lazily; what the SDK itself loads so (other ways to find credentials) stays unused in Lambda. */
const isClient = ({ facadeModuleId, isDynamicEntry }: OutputChunk) =>
  isDynamicEntry && /adapters-aws\/src|@aws-sdk\/client-[a-z-]+\/dist-es\/index/.test(facadeModuleId ?? "")

/** A chunk and everything it imports before it can run. */
const withImports = (chunks: ReadonlyMap<string, OutputChunk>, file: string, found = new Set<string>()) => {
  if (found.has(file) || !chunks.has(file)) return found
  found.add(file)
  for (const next of chunks.get(file)?.imports ?? []) withImports(chunks, next, found)
  return found
}

const open = (trigger: string) =>
  rolldown({
    input: { handler: path.join(entries, `${trigger}.ts`) },
    platform: "node",
    treeshake: true,
    // the clients of AWS are a third smaller as modules
    resolve: { conditionNames: ["node", "import", "module", "default"], mainFields: ["module", "main"] },
    onLog: (level, log, report) => {
      // what is not found would be looked for on AWS, where there is nothing but the bundle
      if (log.code === "UNRESOLVED_IMPORT") throw new Error(log.message)
      // dependencies that were written for another time; ours are held to the linter
      if (level === "warn" && log.id?.includes("node_modules") !== false) return
      report(level, log)
    }
  })

const output: OutputOptions = {
  format: "esm",
  sourcemap: true,
  minify: true,
  entryFileNames: "[name].mjs",
  chunkFileNames: "chunks/[name]-[hash].mjs"
}

const partsOf = (files: RolldownOutput["output"]) => {
  const chunks = new Map(files.filter((each) => each.type === "chunk").map((chunk) => [chunk.fileName, chunk]))
  return {
    all: [...chunks.values()],
    first: [...withImports(chunks, "handler.mjs")].map((file) => chunks.get(file)!),
    clients: [...chunks.values()].filter(isClient)
  }
}

/** The chunks of a function, written nowhere. */
export const generate = async (trigger: string) => {
  const bundle = await open(trigger)
  const made = await bundle.generate(output)
  await bundle.close()
  return partsOf(made.output)
}

const build = async (trigger: string): Promise<Bundle> => {
  const bundle = await open(trigger)
  const made = await bundle.write({ ...output, dir: path.join(out, trigger) })
  await bundle.close()
  const { clients, first } = partsOf(made.output)
  return { first: first.map(({ fileName }) => fileName), clients: clients.map(({ fileName }) => fileName) }
}

if (import.meta.main) {
  if (existsSync(out)) rmSync(out, { recursive: true })
  mkdirSync(out, { recursive: true })
  const bundles: Record<string, Bundle> = {}
  // one after the other: each uses all processors there are
  for (const trigger of triggers) bundles[trigger] = await build(trigger)
  writeFileSync(path.join(out, "bundles.json"), JSON.stringify(bundles, undefined, 2))
  // what the edge in front of the web app has to know, from where our own server takes it
  const site = {
    headers: SecurityHeaders.of({ url: "https://lumi.invalid", all: [], secure: true }, "{broker}"),
    types: Files.types,
    cacheControl: ["/assets/", "/"].map((begins) => [begins, Files.cacheControl(begins)])
  }
  writeFileSync(path.join(out, "site.json"), JSON.stringify(site, undefined, 2))
}
