import { spawn } from "node:child_process"
import { constants } from "node:os"
import path from "node:path"
import { Failure, root } from "./say.mjs"

const quiet = { TURBO_TELEMETRY_DISABLED: "1", TURBO_NO_UPDATE_NOTIFIER: "1", DO_NOT_TRACK: "1" }
const signals = ["SIGINT", "SIGTERM", "SIGHUP"]

/**
 * Waits for a program and passes on the signals that arrive meanwhile. Ctrl-C arrives twice, from the terminal and from
 * npm: what follows within half a second is the same wish, a later Ctrl-C is a new one.
 */
const ended = async (child) => {
  const last = {}
  const pass = (signal) => {
    const now = Date.now()
    if (now - (last[signal] ?? 0) > 500) child.kill(signal)
    last[signal] = now
  }
  for (const signal of signals) process.on(signal, pass)
  try {
    return await new Promise((resolve, reject) => {
      child.on("error", reject)
      child.on("close", (code, signal) => {
        const [asked] = Object.keys(last)
        resolve({ code: code ?? 128 + constants.signals[signal], asked: asked && 128 + constants.signals[asked] })
      })
    })
  } finally {
    for (const signal of signals) process.off(signal, pass)
  }
}

/** Runs a program in the person's terminal and gives its exit code. Its own process group keeps Ctrl-C single. */
export const run = async (node, args) => {
  const env = { ...process.env, ...quiet }
  try {
    return (await ended(spawn(node, args, { cwd: root, env, stdio: "inherit", detached: true }))).code
  } catch (error) {
    throw new Failure(`Cannot run ${node} (${error.message}). Install Node 24 and try again.`)
  }
}

/** Runs npm without its chatter; when it fails, its last lines are what the person sees. */
export const npm = async (args, advice) => {
  const own = path.join(root, "node_modules", ".bin")
  const outside = (process.env.PATH ?? "").split(path.delimiter).filter((folder) => path.resolve(folder) !== own)
  // An install replaces node_modules: npm must not run on a Node that lies in it.
  const env = {
    ...process.env,
    ...quiet,
    PATH: outside.join(path.delimiter),
    NO_COLOR: "1",
    npm_config_update_notifier: "false"
  }
  const child = spawn("npm", args, { cwd: root, env, stdio: ["ignore", "pipe", "pipe"], detached: true })
  let output = ""
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text) => (output = (output + text).slice(-20_000)))
  }
  const { code, asked } = await ended(child).catch((error) => {
    throw new Failure(`npm could not be started (${error.message}). It comes with Node: install Node 20 or newer.`)
  })
  if (asked) throw new Failure("Interrupted.", asked)
  if (code !== 0) throw new Failure(`${output.trim().split("\n").slice(-30).join("\n")}\n\n${advice.join("\n")}`)
}
