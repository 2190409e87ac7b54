// What the benches of programs share: their CPU and memory, and a watchdog outside what is measured.
import { type ChildProcess, execFileSync, spawn } from "node:child_process"
import { readdirSync, readFileSync } from "node:fs"

const ticksPerSecond = Number(execFileSync("getconf", ["CLK_TCK"], { encoding: "utf8" }))

/** The fields of /proc/PID/stat after the name: 1 parent, 11 user, 12 system, 13 and 14 the same of reaped children. */
const stat = (pid: number | string) => {
  const text = readFileSync(`/proc/${pid}/stat`, "utf8")
  return text.slice(text.lastIndexOf(")") + 2).split(" ").map(Number)
}

const micros = (fields: ReadonlyArray<number>, which: ReadonlyArray<number>) =>
  which.reduce((sum, field) => sum + (fields[field] ?? 0), 0) * 1e6 / ticksPerSecond

export const parentOf = (pid: number) => stat(pid)[1] ?? 0

/** CPU microseconds of one process. */
export const cpuOf = (pid: number) => micros(stat(pid), [11, 12])

/** CPU microseconds of a process, its living children and those it has reaped: of Postgres, given the postmaster. */
export const cpuOfFamily = (pid: number) => {
  let total = micros(stat(pid), [11, 12, 13, 14])
  for (const entry of readdirSync("/proc")) {
    if (!/^\d+$/.test(entry)) continue
    try {
      const fields = stat(entry)
      if (fields[1] === pid) total += micros(fields, [11, 12])
    } catch {
      // it ended between the listing and the reading: counted as reaped next time
    }
  }
  return total
}

/** Megabytes of memory a process holds. */
export const rssOf = (pid: number) =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? NaN) / 1024

const running = new Set<ChildProcess>()
process.once("exit", () => running.forEach(kill))

/** Ends a whole process group; it may already be gone. */
export const kill = (child: ChildProcess) => {
  if (child.pid === undefined) return
  try {
    process.kill(-child.pid, "SIGKILL")
  } catch {
    // already ended
  }
}

/** Starts a server as a process group of its own and waits until it prints a line that fits. */
export const start = (
  file: string,
  env: NodeJS.ProcessEnv = {},
  line = /ready/,
  args: ReadonlyArray<string> = []
) =>
  new Promise<ChildProcess & { readonly pid: number }>((resolve, reject) => {
    const child = spawn(process.execPath, [file, ...args], {
      env: { ...process.env, NODE_ENV: "production", ...env },
      stdio: ["ignore", "pipe", "inherit"],
      detached: true
    })
    running.add(child)
    const watchdog = setTimeout(() => kill(child), 30_000)
    let output = ""
    child.stdout.on("data", (data) => {
      output += data
      if (!line.test(output)) return
      clearTimeout(watchdog)
      resolve(Object.assign(child, { pid: child.pid ?? 0 }))
    })
    child.once("exit", (code) => {
      clearTimeout(watchdog)
      running.delete(child)
      reject(new Error(`${file} ended with ${code}\n${output.slice(-600)}`))
    })
  })

/** Runs a program as a process group of its own; gives the JSON of its last line, or fails when there is none in time. */
export const run = (file: string, args: ReadonlyArray<string>, env: NodeJS.ProcessEnv = {}, limit = 90_000) =>
  new Promise<Record<string, number>>((resolve, reject) => {
    const child = spawn(process.execPath, [file, ...args], {
      env: { ...process.env, NODE_ENV: "production", ...env },
      stdio: ["ignore", "pipe", "inherit"],
      detached: true
    })
    running.add(child)
    const watchdog = setTimeout(() => kill(child), limit)
    let output = ""
    child.stdout.on("data", (data) => output += data)
    child.once("close", (code) => {
      clearTimeout(watchdog)
      running.delete(child)
      // whatever it started ends with it
      kill(child)
      const line = output.split("\n").findLast((text) => text.startsWith("{"))
      if (code === 0 && line !== undefined) resolve(JSON.parse(line))
      else reject(new Error(`ended with ${code}: ${output.slice(-300)}`))
    })
  })
