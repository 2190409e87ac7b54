import { type ChildProcess, execFile } from "node:child_process"
import { existsSync } from "node:fs"
import path from "node:path"
import { promisify } from "node:util"

const root = path.resolve(import.meta.dirname, "../../..")

/** A file of the workspace, which a build may have to have made. */
export const built = (file: string): string => {
  const absolute = path.join(root, file)
  if (!existsSync(absolute)) throw new Error(`${file} is not there: run npm run build first.`)
  return absolute
}

/** The environment without what would lead a test to somebody's own instance. */
export const cleanEnv = (more: Readonly<Record<string, string>>): NodeJS.ProcessEnv => {
  const own =
    /^(?:AWS_.*|LUMI_(?:TABLE|QUEUES|SECRETS_ID|IOT_.*|ORIGIN|SITE_BUCKET)|DATABASE_URL|MQTT_URL|REDIS_URL|NODE_OPTIONS)$/
  const rest = Object.entries(process.env).filter(([name]) => !own.test(name))
  return { ...Object.fromEntries(rest), TZ: "Europe/Brussels", ...more }
}

/** What a program prints when it is ready: one line of JSON. */
export const ready = (child: ChildProcess, name: string): Promise<{ readonly url?: string }> =>
  new Promise((resolve, reject) => {
    let said = ""
    child.once("exit", (code) => reject(new Error(`${name} ended with ${code} before it was ready:\n${said}`)))
    child.stderr?.on("data", (bytes: Buffer) => (said += bytes.toString()))
    child.stdout?.on("data", (bytes: Buffer) => {
      said += bytes.toString()
      const line = said.split("\n").find((line) => line.startsWith('{"ready":true'))
      if (line !== undefined) resolve(JSON.parse(line) as { readonly url?: string })
    })
  })

/** Sends a signal and waits for the end. */
export const ended = (child: ChildProcess | undefined, signal: NodeJS.Signals): Promise<void> => {
  if (child === undefined || child.exitCode !== null || child.signalCode !== null) return Promise.resolve()
  const end = new Promise<void>((resolve) => child.once("exit", () => resolve()))
  child.kill(signal)
  return end
}

/** Runs a command of the operator and gives back what it printed. */
export const operator = async (env: NodeJS.ProcessEnv, ...command: ReadonlyArray<string>): Promise<unknown> => {
  const program = built("packages/cli/dist/lumi.mjs")
  const { stdout } = await promisify(execFile)(process.execPath, [program, ...command, "--json"], { env })
  return JSON.parse(stdout)
}
