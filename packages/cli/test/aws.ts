import { notStartable } from "@lumi/adapters-aws/testing/Program"
import { Effect } from "effect"
import { type ChildProcess, spawn } from "node:child_process"
import path from "node:path"
import { makeHome, removeHome } from "./lumi.ts"

const emulators = path.resolve(import.meta.dirname, "../../adapters-aws/emulators")

/** Why Lumi cannot run on AWS adapters here; where everything is required, tests run and fail instead. */
export const withoutAws = process.env["LUMI_REQUIRE_ALL"] === "1" ? undefined : notStartable

/** Ends a process and waits for its end. */
const end = (child: ChildProcess, signal: NodeJS.Signals) =>
  Effect.callback<void>((resume) => {
    if (child.exitCode !== null || child.signalCode !== null) return resume(Effect.void)
    child.once("exit", () => resume(Effect.void))
    child.kill(signal)
  })

/** One of the two processes of `npm run start:aws`; it lives for as long as its stdin is open. */
const start = (
  program: "main" | "host",
  args: ReadonlyArray<string>,
  env: Readonly<Record<string, string>> = {}
) =>
  Effect.callback<ChildProcess, Error>((resume) => {
    const child = spawn(process.execPath, [path.join(emulators, `${program}.ts`), ...args], {
      stdio: ["pipe", "pipe", "inherit"],
      env: { ...process.env, LUMI_LOG: "json", LUMI_LOG_LEVEL: "Error", ...env }
    })
    child.once("exit", (code) => resume(Effect.fail(new Error(`${program}.ts ended with ${code}`))))
    child.stdout.once("data", () => resume(Effect.succeed(child)))
  }).pipe(Effect.timeout("5 minutes"))

/** The services of AWS on emulators, with an instance of Lumi in them, for as long as the scope is open. Gives their home. */
export const services = Effect.gen(function*() {
  const home = yield* Effect.acquireRelease(Effect.sync(makeHome), (home) => Effect.sync(() => removeHome(home)))
  yield* Effect.acquireRelease(start("main", [home]), (child) => end(child, "SIGTERM"))
  return home
})

/** The process in which all functions run, fed by their queues and streams. */
export const host = (home: string, env: Readonly<Record<string, string>> = {}) => start("host", [home, "0"], env)
