import { createHash } from "node:crypto"
import fs from "node:fs"
import path from "node:path"
import { exclusively } from "./lock.mjs"
import { npm } from "./run.mjs"
import { root, step } from "./say.mjs"

const parts = [
  { name: "web app", folder: "packages/web", from: ["packages/web", "packages/core/src"] },
  {
    name: "program",
    folder: "packages/cli",
    from: ["core/src", "adapters-local", "adapters-aws/src", "workers", "cli"].map((part) => `packages/${part}`)
  },
  {
    name: "functions",
    folder: "packages/workers",
    from: ["core/src", "adapters-aws/src", "workers"].map((part) => `packages/${part}`),
    onAws: true
  }
]

/** Folders that no build reads. */
const unread = new Set(["node_modules", "dist", "test", "e2e", "bench", "faults", "coverage"])

const files = (place) => {
  const absolute = path.join(root, place)
  if (!fs.statSync(absolute).isDirectory()) return [place]
  return fs.readdirSync(absolute)
    .filter((name) => !unread.has(name) && !name.startsWith("."))
    .sort()
    .flatMap((name) => files(path.join(place, name)))
}

/** One hash over the names and contents of everything that a build reads. */
const sources = (from) => {
  const hash = createHash("sha256")
  for (const file of [...from, "package-lock.json", "tsconfig.base.json"].flatMap(files)) {
    hash.update(`${file}\0`).update(fs.readFileSync(path.join(root, file)))
  }
  return hash.digest("hex")
}

const stamp = (folder) => path.join(root, folder, "dist", ".stamp")

const outdated = ({ folder, from }) => {
  try {
    return fs.readFileSync(stamp(folder), "utf8") !== sources(from)
  } catch {
    return true
  }
}

/** Builds the web app and the program, and on demand the functions for AWS, where their sources changed since the last build. */
export const build = async ({ functions }) => {
  const wanted = parts.filter((part) => functions || part.onAws !== true)
  if (!wanted.some(outdated)) return
  await exclusively(async () => {
    for (const part of wanted.filter(outdated)) {
      const hash = sources(part.from)
      await step(`Building the ${part.name}`, () =>
        npm(["run", "build", "--silent", `--workspace=${part.folder}`], [
          `The ${part.name} could not be built; npm run build -w ${part.folder} shows all of it.`
        ]))
      fs.writeFileSync(stamp(part.folder), hash)
    }
  })
}
