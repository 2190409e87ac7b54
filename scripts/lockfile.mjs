// The lockfile must install with `npm ci` on every platform and from any mirror of the registry.
import { spawnSync } from "node:child_process"
import { readFileSync } from "node:fs"

const { packages } = JSON.parse(readFileSync("package-lock.json", "utf8"))
const complaints = Object.entries(packages).flatMap(([place, entry]) => [
  ...(/^https?:|^git/.test(entry.resolved ?? "") ? [`${place} is bound to ${entry.resolved}`] : []),
  // An npm that could not find a package for some other platform leaves it out, and then `npm ci` refuses the lockfile.
  ...Object.keys(entry.optionalDependencies ?? {})
    .filter((name) => !packages[`${place}/node_modules/${name}`] && !packages[`node_modules/${name}`])
    .map((name) => `${place || "the root"} may need ${name}, which is missing`)
])
for (const complaint of complaints) console.log(`package-lock.json: ${complaint}`)

// Whether every package.json gets the versions it asks for.
const { status } = spawnSync("npm", ["ls", "--package-lock-only", "--loglevel=error"], {
  stdio: ["ignore", "ignore", "inherit"]
})
process.exitCode = complaints.length > 0 ? 1 : status ?? 1
