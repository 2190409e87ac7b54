import { spawn } from "node:child_process"
import { constants } from "node:os"
import path from "node:path"
import { Failure, root } from "./say.mjs"

const windows = process.platform === "win32"
const quiet = { TURBO_TELEMETRY_DISABLED: "1", TURBO_NO_UPDATE_NOTIFIER: "1", DO_NOT_TRACK: "1" }
const signals = ["SIGINT", "SIGTERM", "SIGHUP"]

/**
 * Calls `send` once per signal. Ctrl-C arrives here twice, from the terminal and from npm, so what follows within half
 * a second is the same wish; a second Ctrl-C after that is a new one.
 */
const forward = (send) => {
  const last = {}
  const listen = (signal) => {
    const now = Date.now()
    if (now - (last[signal] ?? 0) > 500) send(signal)
    last[signal] = now
  }
  for (const signal of signals) process.on(signal, listen)
  return () => signals.forEach((signal) => process.off(signal, listen))
}

const ended = (child) =>
  new Promise((resolve, reject) => {
    const stop = forward((signal) => child.kill(signal))
    child.on("error", (error) => {
      stop()
      reject(error)
    })
    child.on("close", (code, signal) => {
      stop()
      resolve(code ?? 128 + constants.signals[signal])
    })
  })

/** Runs a program in the person's terminal and gives its exit code. Its own process group keeps Ctrl-C single. */
export const run = async (node, args) => {
  try {
    return await ended(
      spawn(node, args, { cwd: root, env: { ...process.env, ...quiet }, stdio: "inherit", detached: !windows })
    )
  } catch (error) {
    throw new Failure(`Cannot run ${node} (${error.message}). Install Node 24 and try again.`)
  }
}

/** Runs npm without its chatter; when it fails, its last lines are what the person sees. */
export const npm = async (args, advice) => {
  const own = path.join(root, "node_modules", ".bin")
  const outside = (process.env.PATH ?? "").split(path.delimiter).filter((folder) => path.resolve(folder) !== own)
  // An install replaces node_modules: npm must not run on a Node that lies in it.
  const env = { ...process.env, PATH: outside.join(path.delimiter), npm_config_update_notifier: "false" }
  const child = spawn("npm", args, { cwd: root, env, stdio: ["ignore", "pipe", "pipe"], shell: windows })
  let output = ""
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text) => (output = (output + text).slice(-20_000)))
  }
  const code = await ended(child).catch((error) => {
    throw new Failure(`npm could not be started (${error.message}). It comes with Node: install Node 20 or newer.`)
  })
  if (code > 128) throw new Failure("Interrupted.", code)
  if (code !== 0) throw new Failure(`${output.trim().split("\n").slice(-30).join("\n")}\n\n${advice}`)
}
