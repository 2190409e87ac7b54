import { Effect } from "effect"
import { type ChildProcess, spawn } from "node:child_process"
import path from "node:path"
import { Instance } from "./Instance.ts"

/** The program as it is built and shipped. */
const program = path.resolve(import.meta.dirname, "../dist/lumi.mjs")

/** What the settings of whoever runs the faults must not change. */
const foreign = ["DATABASE_URL", "MQTT_URL", "REDIS_URL", "SMTP_URL", "PORT", "HOST", "LUMI_ORIGIN", "LUMI_TABLE"]
const inherited = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !foreign.includes(name.replace(/_FILE$/, "")))
)

/** How a process ended. */
export interface Ended {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
}

/** A process of Lumi. */
export interface Running {
  readonly pid: number
  /** where it answers; empty where nothing does */
  readonly url: string
  /** the end of what it has logged so far */
  readonly said: () => string
  readonly signal: (signal: NodeJS.Signals) => Effect.Effect<void>
  readonly ended: Effect.Effect<Ended>
}

/** None outlives this one. */
const alive = new Set<ChildProcess>()
process.once("exit", () => alive.forEach((child) => child.kill("SIGKILL")))

const endOf = (child: ChildProcess, event: "exit" | "close" = "exit") =>
  Effect.callback<Ended>((resume) => {
    const end = () => resume(Effect.succeed({ code: child.exitCode, signal: child.signalCode }))
    if (event === "exit" && (child.exitCode !== null || child.signalCode !== null)) return end()
    child.once(event, end)
    return Effect.sync(() => void child.off(event, end))
  })

const launch = (args: ReadonlyArray<string>, env: NodeJS.ProcessEnv) => {
  const child = spawn(process.execPath, [program, ...args, "--json"], { env, stdio: ["ignore", "pipe", "pipe"] })
  alive.add(child)
  child.once("exit", () => alive.delete(child))
  return child
}

const kill = (child: ChildProcess) =>
  Effect.suspend(() => {
    child.kill("SIGKILL")
    return endOf(child)
  })

/** Starts a process of Lumi on the instance, as an operator does, and waits until it says that it is ready. */
export const start = Effect.fnUntraced(function*(args: ReadonlyArray<string>, env: NodeJS.ProcessEnv = {}) {
  const { home, url } = yield* Instance
  const child = yield* Effect.acquireRelease(
    Effect.sync(() => launch(args, { ...inherited, LUMI_LOG: "json", LUMI_HOME: home, DATABASE_URL: url, ...env })),
    kill
  )
  let said = ""
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    said = (said + text).slice(-4000)
  })
  const ready = Effect.callback<string>((resume) => {
    let out = ""
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      out += text
      const line = out.split("\n").find((line) => line.startsWith(`{"ready":true`))
      if (line !== undefined) resume(Effect.succeed(line))
    })
  })
  const line = yield* Effect.raceFirst(
    ready,
    // by then all that it said was read
    Effect.flatMap(
      endOf(child, "close"),
      ({ code, signal }) => Effect.fail(new Error(`lumi ${args.join(" ")} ended with ${code ?? signal}: ${said}`))
    )
  ).pipe(Effect.timeout("60 seconds"))
  const { url: answers } = JSON.parse(line) as { readonly url: string | null }
  const running: Running = {
    pid: child.pid ?? 0,
    url: answers ?? "",
    said: () => said,
    signal: (signal) => Effect.sync(() => void child.kill(signal)),
    ended: endOf(child)
  }
  return running
})

export const worker = start(["serve", "--role", "worker"])
export const api = start(["serve", "--role", "api", "--port", "0"])

/** Kills one that lives; one that ended by itself is a finding of its own. */
export const slay = Effect.fnUntraced(function*(running: Running) {
  yield* running.signal("SIGKILL")
  const { code, signal } = yield* running.ended
  if (signal !== "SIGKILL") return yield* Effect.fail(new Error(`ended by itself with ${code}: ${running.said()}`))
})
