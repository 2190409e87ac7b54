import { type ChildProcess, spawn } from "node:child_process"
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { setTimeout } from "node:timers/promises"
import type { Lumi } from "./lumi.ts"
import { built, cleanEnv, ended, operator, ready } from "./programs.ts"

/** Whether there was a process to signal; 0 only asks. */
const signalled = (pid: number, signal: NodeJS.Signals | 0): boolean => {
  try {
    return process.kill(pid, signal)
  } catch {
    return false
  }
}

/** A whole Lumi in one process, as an operator starts it: the built program, a home of its own, a free port. */
export class Local implements Lumi {
  readonly brokerDies = true
  private readonly home = mkdtempSync(path.join(tmpdir(), "lumi-e2e-"))
  private readonly env = cleanEnv({ LUMI_HOME: this.home })
  private child: ChildProcess | undefined
  url = ""

  constructor() {
    // The database runs under an account of its own when we are root; it has to get through.
    chmodSync(this.home, 0o755)
  }

  async start(): Promise<void> {
    const port = this.url === "" ? "0" : new URL(this.url).port
    this.child = spawn(process.execPath, [built("packages/cli/dist/lumi.mjs"), "up", "--json", "--port", port], {
      env: this.env,
      stdio: ["ignore", "pipe", "pipe"]
    })
    this.url = new URL((await ready(this.child, "lumi up")).url ?? "").origin
  }

  kill(): Promise<void> {
    return ended(this.child, "SIGKILL")
  }

  operator(...command: ReadonlyArray<string>): Promise<unknown> {
    return operator(this.env, ...command)
  }

  async stop(): Promise<void> {
    await ended(this.child, "SIGTERM")
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
