// What the benches share: CPU and memory of processes, medians, interleaved rounds, a watchdog outside what is measured.
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

export const median = (values: ReadonlyArray<number>) => {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle] ?? NaN : ((sorted[middle - 1] ?? NaN) + (sorted[middle] ?? NaN)) / 2
}

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
export const start = (file: string, env: NodeJS.ProcessEnv = {}, line = /ready/) =>
  new Promise<ChildProcess & { readonly pid: number }>((resolve, reject) => {
    const child = spawn(process.execPath, [file], {
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

/** All once per round, the order reversed every other round, the first round thrown away; a turn that fails is void. */
export const interleave = async <A>(
  names: ReadonlyArray<string>,
  turn: (name: string) => A | Promise<A>,
  rounds = Number(process.env["ROUNDS"] ?? 5)
) => {
  const turns = new Map<string, Array<A>>(names.map((name) => [name, []]))
  for (let round = -1; round < rounds; round++) {
    for (const name of round % 2 === 0 ? names : names.toReversed()) {
      try {
        const result = await turn(name)
        if (round >= 0) turns.get(name)?.push(result)
      } catch (error) {
        console.log(`void: round ${round}, ${name}: ${String(error)}`)
      }
    }
  }
  return turns
}

/** The medians of each peer's turns. */
export const medians = <A extends Record<string, number>>(turns: ReadonlyMap<string, ReadonlyArray<A>>) => {
  const of = (name: string, what: keyof A & string) => median((turns.get(name) ?? []).map((turn) => turn[what] ?? NaN))
  const rounded = (value: number) => Number(value.toPrecision(3))
  const columns = Object.keys([...turns.values()].flat()[0] ?? {})
  console.table(
    Object.fromEntries(Array.from(turns, ([name, all]) => [
      name,
      { turns: all.length, ...Object.fromEntries(columns.map((column) => [column, rounded(of(name, column))])) }
    ]))
  )
  return of
}

/** One goal: our figure by another's, and the most or the least it may be. */
export interface Goal {
  readonly id: string
  readonly what: string
  readonly ours: number
  readonly theirs: number
  readonly most?: number
  readonly least?: number
}

/** Prints the goals; true when all are met. */
export const judge = (goals: ReadonlyArray<Goal>): boolean => {
  const results = goals.map((goal) => {
    const ratio = goal.ours / goal.theirs
    const met = goal.most === undefined ? ratio >= (goal.least ?? 0) : ratio <= goal.most
    return { ...goal, ratio, met }
  })
  console.table(results.map(({ id, least, met, most, ours, ratio, theirs, what }) => ({
    id,
    what,
    ours: Number(ours.toPrecision(3)),
    theirs: Number(theirs.toPrecision(3)),
    ratio: Number(ratio.toPrecision(3)),
    goal: most === undefined ? `>= ${least}` : `<= ${most}`,
    met: met ? "yes" : "NO"
  })))
  return results.every(({ met }) => met)
}
