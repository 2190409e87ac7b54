import { type ChildProcess, spawn } from "node:child_process"
import { chmodSync, mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"

/** The program as it is built and shipped. */
export const program = path.resolve(import.meta.dirname, "../dist/lumi.mjs")

export interface Finished {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

/** A home of the test's own; the account that runs the database for root can pass it. */
export const makeHome = (): string => {
  const home = mkdtempSync(path.join(tmpdir(), "lumi-cli-"))
  chmodSync(home, 0o755)
  return home
}
export const removeHome = (home: string) => rmSync(home, { recursive: true, force: true })

const start = (args: ReadonlyArray<string>, env: Readonly<Record<string, string>>): ChildProcess =>
  spawn(process.execPath, [program, ...args], {
    env: { ...process.env, LUMI_LOG: "json", ...env },
    stdio: ["ignore", "pipe", "pipe"]
  })

type Env = Readonly<Record<string, string>>

/** Runs a command to its end. */
export const lumi = (home: string, ...args: ReadonlyArray<string>): Promise<Finished> =>
  lumiIn({ LUMI_HOME: home }, ...args)

/** The same with more of the environment. */
export const lumiIn = (env: Env, ...args: ReadonlyArray<string>): Promise<Finished> =>
  new Promise((resolve) => {
    const child = start(args, env)
    let out = ""
    let err = ""
    child.stdout?.setEncoding("utf8").on("data", (text: string) => (out += text))
    child.stderr?.setEncoding("utf8").on("data", (text: string) => (err += text))
    child.on("close", (code) => resolve({ code, out, err }))
  })

export interface Running {
  readonly url: string
  readonly pid: number
  readonly stop: (signal: NodeJS.Signals) => Promise<Finished>
}

/** Starts `lumi up` on a free port and waits until it says that it is ready. */
export const up = (home: string, env: Env = {}): Promise<Running> =>
  serving({ LUMI_HOME: home, ...env }, "up", "--port", "0")

/** Starts what goes on until it is stopped, and waits until it says that it is ready. */
export const serving = (env: Env, ...args: ReadonlyArray<string>): Promise<Running> =>
  new Promise((resolve, reject) => {
    const child = start([...args, "--json"], env)
    let out = ""
    let err = ""
    child.stderr?.setEncoding("utf8").on("data", (text: string) => (err += text))
    const closed = new Promise<Finished>((finished) => child.on("close", (code) => finished({ code, out, err })))
    void closed.then(({ code }) => reject(new Error(`lumi ${args.join(" ")} ended with ${code}: ${err}`)))
    child.stdout?.setEncoding("utf8").on("data", (text: string) => {
      out += text
      const line = out.split("\n").find((line) => line.startsWith("{"))
      if (line === undefined || child.pid === undefined) return
      const { url }: { url: string | null } = JSON.parse(line)
      resolve({
        url: url ?? "",
        pid: child.pid,
        stop: (signal) => {
          child.kill(signal)
          return closed
        }
      })
    })
  })
