import { existsSync } from "node:fs"
import path from "node:path"
import { Failure, root, say } from "./say.mjs"

const enough = (version) => {
  const [major, minor] = version.split(".").map(Number)
  return major > 22 || (major === 22 && minor >= 19)
}

/**
 * The Node that everything runs on. It comes as an optional package per platform, which needs no install script; where
 * none is published the Node of the person serves when it is new enough.
 */
export const node = () => {
  const name = `node-${process.platform}-${process.arch}`
  const pinned = path.join(root, "node_modules", name, "bin", "node")
  if (existsSync(pinned)) return pinned
  if (!enough(process.versions.node)) {
    throw new Failure(
      `There is no ${name} in node_modules, and your Node ${process.versions.node} is too old: install Node 24 and try again.`
    )
  }
  say(`There is no ${name} in node_modules: running on your Node ${process.versions.node}.`)
  return process.execPath
}
