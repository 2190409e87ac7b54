import { type ChildProcess, execFile, spawn } from "node:child_process"
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { setTimeout } from "node:timers/promises"
import { promisify } from "node:util"

const program = path.resolve(import.meta.dirname, "../../cli/dist/lumi.mjs")

const ready = (child: ChildProcess): Promise<URL> =>
  new Promise((resolve, reject) => {
    let said = ""
    child.once("exit", (code) => reject(new Error(`lumi up ended with ${code} before it was ready:\n${said}`)))
    child.stderr?.on("data", (bytes: Buffer) => (said += bytes.toString()))
    child.stdout?.on("data", (bytes: Buffer) => {
      said += bytes.toString()
      const line = said.split("\n").find((line) => line.startsWith('{"ready":true'))
      if (line !== undefined) resolve(new URL((JSON.parse(line) as { readonly url: string }).url))
    })
  })

const ended = (child: ChildProcess): Promise<void> =>
  child.exitCode !== null || child.signalCode !== null
    ? Promise.resolve()
    : new Promise((resolve) => child.once("exit", () => resolve()))

/** Whether there was a process to signal; 0 only asks. */
const signalled = (pid: number, signal: NodeJS.Signals | 0): boolean => {
  try {
    return process.kill(pid, signal)
  } catch {
    return false
  }
}

/** A whole Lumi as an operator starts it: the built program, a home of its own, a free port. */
export class Lumi {
  readonly home = mkdtempSync(path.join(tmpdir(), "lumi-e2e-"))
  private child: ChildProcess | undefined
  private port = 0
  private address: URL | undefined

  constructor() {
    if (!existsSync(program)) throw new Error("Lumi is not built: run npm run build first.")
    // The database runs under an account of its own when we are root; it has to get through.
    chmodSync(this.home, 0o755)
  }

  get url(): string {
    return this.address?.origin ?? ""
  }

  private get env(): NodeJS.ProcessEnv {
    const env = { ...process.env, LUMI_HOME: this.home, TZ: "Europe/Brussels" }
    for (const name of ["DATABASE_URL", "MQTT_URL", "REDIS_URL", "NODE_OPTIONS"]) Reflect.deleteProperty(env, name)
    return env
  }

  /** Starts, or starts again where it was. */
  async start(): Promise<void> {
    this.child = spawn(process.execPath, [program, "up", "--json", "--port", String(this.port)], {
      env: this.env,
      stdio: ["ignore", "pipe", "pipe"]
    })
    this.address = await ready(this.child)
    this.port = Number(this.address.port)
  }

  /** Ends the process as a power cut would. */
  async kill(): Promise<void> {
    this.child?.kill("SIGKILL")
    if (this.child) await ended(this.child)
  }

  /** Runs a command of the operator beside it and gives back what it printed. */
  async operator(...command: ReadonlyArray<string>): Promise<unknown> {
    const { stdout } = await promisify(execFile)(process.execPath, [program, ...command, "--json"], { env: this.env })
    return JSON.parse(stdout)
  }

  /** Stops it in order and leaves nothing behind, also after a kill. */
  async stop(): Promise<void> {
    this.child?.kill("SIGTERM")
    if (this.child) await ended(this.child)
    await this.stopOrphan()
    rmSync(this.home, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
  }

  /** The database of a process that was killed goes on until somebody adopts it, or ends it. */
  private async stopOrphan(): Promise<void> {
    const pidFile = path.join(this.home, "pg18", "postmaster.pid")
    if (!existsSync(pidFile)) return
    const pid = Number(readFileSync(pidFile, "utf8").split("\n")[0])
    if (!(pid > 0)) return
    for (let tries = 0; tries < 100 && signalled(pid, tries === 0 ? "SIGINT" : 0); tries++) await setTimeout(100)
  }
}
