import fs from "node:fs"
import path from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import { Failure, root, say } from "./say.mjs"

const file = path.join(root, ".setup.lock")
const tooOld = 20 * 60_000

/** The process that holds the lock, or undefined when it has died or the lock is from another day. */
const holder = () => {
  try {
    const pid = Number(fs.readFileSync(file, "utf8"))
    if (Date.now() - fs.statSync(file).mtimeMs > tooOld) return undefined
    process.kill(pid, 0)
    return pid
  } catch (error) {
    return error.code === "EPERM" ? "of another user" : undefined
  }
}

const take = () => {
  // Written aside and linked, so that nobody ever reads a lock without its process number.
  const mine = `${file}.${process.pid}`
  try {
    fs.writeFileSync(mine, String(process.pid))
    fs.linkSync(mine, file)
    return true
  } catch (error) {
    if (error.code === "EEXIST") return false
    throw new Failure(`Cannot write in ${root} (${error.code}). Run this once as the owner of that folder.`)
  } finally {
    fs.rmSync(mine, { force: true })
  }
}

/** Only one command at a time installs or builds; the others wait for it and then find the work done. */
export const exclusively = async (work) => {
  let told = false
  while (!take()) {
    const other = holder()
    if (other === undefined) fs.rmSync(file, { force: true })
    else if (!told) {
      say(`Waiting for another command (process ${other}) that is installing or building …`)
      told = true
    }
    await sleep(200)
  }
  try {
    return await work()
  } finally {
    fs.rmSync(file, { force: true })
  }
}
