// Type-checks one package (or the folder it is run in) with the compiler that also knows Effect's rules. It comes as a
// binary per platform; where there is none the plain compiler checks the types.
import { spawnSync } from "node:child_process"
import { existsSync } from "node:fs"
import { createRequire } from "node:module"
import path from "node:path"

const modules = path.resolve(import.meta.dirname, "../node_modules")
const { version } = createRequire(import.meta.url)("typescript/package.json")
const effect = path.join(
  modules,
  `@effect/tsgo-${process.platform}-${process.arch}/artifacts/typescript/${version}/tsc`
)
const project = ["--noEmit", "--pretty", "false", "-p", process.argv[2] ?? "."]

const [command, args] = existsSync(effect)
  ? [effect, project]
  : [process.execPath, [path.join(modules, "typescript/bin/tsc"), ...project]]
if (command !== effect) {
  console.log(`No Effect rules for ${process.platform}-${process.arch} with TypeScript ${version}.`)
}
process.exitCode = spawnSync(command, args, { stdio: "inherit" }).status ?? 1
