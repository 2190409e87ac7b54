import { type ChildProcess, spawn } from "node:child_process"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import type { Lumi } from "./lumi.ts"
import { built, cleanEnv, ended, operator, ready } from "./programs.ts"

/**
 * A whole Lumi on emulators, the two processes of `npm run start:aws`: the services of AWS, and the functions with the
 * edge before them. Only the second is ours, so it is the one that is killed.
 */
export class Aws implements Lumi {
  readonly brokerDies = false
  private readonly home = mkdtempSync(path.join(tmpdir(), "lumi-e2e-aws-"))
  private readonly env = cleanEnv({ LUMI_HOME: this.home })
  private services: ChildProcess | undefined
  private functions: ChildProcess | undefined
  url = ""

  /** A program lives for as long as its stdin is open: whatever happens to this process, nothing stays behind. */
  private run(program: string, ...args: ReadonlyArray<string>): ChildProcess {
    const file = built(`packages/adapters-aws/emulators/${program}.ts`)
    return spawn(process.execPath, [file, this.home, ...args], { env: this.env, stdio: ["pipe", "pipe", "pipe"] })
  }

  async start(): Promise<void> {
    if (this.isRunning) return
    if (this.services === undefined) {
      built("packages/workers/dist/lambda")
      this.services = this.run("main")
      await ready(this.services, "the emulators")
    }
    const port = this.url === "" ? "0" : new URL(this.url).port
    this.functions = this.run("host", port)
    this.url = new URL((await ready(this.functions, "the host of the functions")).url ?? "").origin
  }

  private get isRunning(): boolean {
    return this.functions !== undefined && this.functions.exitCode === null && this.functions.signalCode === null
  }

  kill(): Promise<void> {
    return ended(this.functions, "SIGKILL")
  }

  /** Commands need the services of AWS, which are always there: here they may have to be started first. */
  async operator(...command: ReadonlyArray<string>): Promise<unknown> {
    await this.start()
    return operator(this.env, ...command, "--adapter", "aws")
  }

  async stop(): Promise<void> {
    await ended(this.functions, "SIGTERM")
    await ended(this.services, "SIGTERM")
    rmSync(this.home, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
  }
}
