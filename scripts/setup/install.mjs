import fs from "node:fs"
import path from "node:path"
import { exclusively } from "./lock.mjs"
import { npm } from "./run.mjs"
import { root, step } from "./say.mjs"

const read = (file) => JSON.parse(fs.readFileSync(path.join(root, file), "utf8")).packages

/** What npm wrote down after its last finished install; it is the last thing an install does. */
const installed = () => {
  try {
    return read("node_modules/.package-lock.json")
  } catch {
    return undefined
  }
}

/** True when everything that package-lock.json asks for lies in node_modules, in the version it asks for. */
const complete = (dev) => {
  const there = installed()
  if (!there) return false
  return Object.entries(read("package-lock.json")).every(([place, wanted]) => {
    if (!place.includes("node_modules/") || (wanted.dev && !dev)) return true
    const found = there[place]
    // Optional packages are mostly for other platforms, so only a wrong version counts.
    if (!found) return wanted.optional === true || wanted.devOptional === true
    return found.version === wanted.version
  })
}

/** Installs what is missing. An install with the development dependencies also serves commands that need none. */
export const install = async ({ dev }) => {
  if (complete(dev)) return
  await exclusively(async () => {
    if (complete(dev)) return
    const fresh = installed() === undefined
    // On top of an earlier install only the difference is fetched, and what runs from it goes on running.
    const how = fresh ? ["ci"] : ["install", "--no-save"]
    const which = dev ? "--include=dev" : "--omit=dev"
    const label = `${fresh ? "Installing packages" : "Completing packages"}${dev ? " with development tools" : ""}`
    await step(label, () =>
      npm([...how, which, "--loglevel=error", "--no-audit", "--no-fund", "--no-progress"], [
        "npm could not install the packages. Its last lines are above.",
        "Is the package registry reachable (npm ping), and is there 1 GB free on the disk (df -h .)?",
        "Then run the same command again; it goes on from here."
      ]))
  })
}
