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

const start = (args: ReadonlyArray<string>, env: Record<string, string>): ChildProcess =>
  spawn(process.execPath, [program, ...args], {
    env: { ...process.env, LUMI_LOG: "json", ...env },
    stdio: ["ignore", "pipe", "pipe"]
  })

/** Runs a command to its end. */
export const lumi = (home: string, ...args: ReadonlyArray<string>): Promise<Finished> =>
  new Promise((resolve) => {
    const child = start(args, { LUMI_HOME: home })
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
export const up = (home: string, env: Record<string, string> = {}): Promise<Running> =>
  new Promise((resolve, reject) => {
    const child = start(["up", "--port", "0", "--json"], { LUMI_HOME: home, ...env })
    let out = ""
    let err = ""
    child.stderr?.setEncoding("utf8").on("data", (text: string) => (err += text))
    const closed = new Promise<Finished>((finished) => child.on("close", (code) => finished({ code, out, err })))
    void closed.then(({ code }) => reject(new Error(`lumi up ended with ${code}: ${err}`)))
    child.stdout?.setEncoding("utf8").on("data", (text: string) => {
      out += text
      const line = out.split("\n").find((line) => line.startsWith("{"))
      if (line === undefined || child.pid === undefined) return
      const { url }: { url: string } = JSON.parse(line)
      resolve({
        url,
        pid: child.pid,
        stop: (signal) => {
          child.kill(signal)
          return closed
        }
      })
    })
  })
