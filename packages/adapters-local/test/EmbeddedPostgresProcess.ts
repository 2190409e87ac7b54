import { Context, Effect, Layer, Schedule } from "effect"
import { SqlClient } from "effect/sql"
import { type ChildProcess, execFileSync, spawn } from "node:child_process"
import fs from "node:fs"
import os from "node:os"
import path from "node:path"
import { fileURLToPath } from "node:url"
import { afterAll } from "vitest"
import { EmbeddedPostgres, type Options } from "../src/EmbeddedPostgres.ts"
import { clientOf } from "../src/Postgres.ts"
import { stopServerOf, temporaryDirectory } from "../testing/Server.ts"

const program = fileURLToPath(new URL("EmbeddedPostgres.program.ts", import.meta.url))

/** Waits until it is so, at most a minute. */
export const untilTrue = (condition: () => boolean) =>
  Effect.sync(condition).pipe(
    Effect.repeat({ schedule: Schedule.spaced("20 millis"), times: 3000, until: (isTrue) => isTrue }),
    Effect.filterOrFail((isTrue) => isTrue, () => new Error(`still not: ${condition}`))
  )

/** A home that leaves no server behind, whatever a test did to its owner. */
export const home = Effect.gen(function*() {
  const dir = path.join(yield* temporaryDirectory, "home")
  yield* Effect.addFinalizer(() => stopServerOf(path.join(dir, "pg18")))
  return dir
})

const base = fs.mkdtempSync(path.join(os.tmpdir(), `lumi-test-${process.pid}-`))
afterAll(() => fs.rmSync(base, { recursive: true, force: true }))

const first = Effect.runSync(Effect.cached(Effect.gen(function*() {
  fs.chmodSync(base, 0o755)
  const dir = path.join(base, "home")
  yield* Effect.scoped(owner({ dir }))
  return dir
})))

/** A home that was used before: a copy, because a first start takes its time. */
export const usedHome = Effect.gen(function*() {
  const dir = yield* home
  execFileSync("cp", ["-a", yield* first, dir])
  return dir
})

/** A Lumi in a process of its own, and all it has said. */
export interface Running {
  readonly child: ChildProcess
  readonly said: () => string
  readonly ended: Effect.Effect<number | NodeJS.Signals | null>
}

/** Starts one and waits until it is ready or has given up. */
export const start = Effect.fn("start")(function*(
  LUMI_HOME: string,
  role: "app" | "command",
  options: { readonly writes?: boolean; readonly uid?: number; readonly gid?: number } = {}
) {
  const child = spawn(process.execPath, [program, role, ...(options.writes === true ? ["writes"] : [])], {
    ...options,
    env: { ...process.env, LUMI_HOME },
    stdio: ["ignore", "pipe", "pipe"]
  })
  let said = ""
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk) => {
      said += chunk
    })
  }
  yield* Effect.addFinalizer(() => Effect.sync(() => child.exitCode ?? child.kill("SIGKILL")))
  const hasEnded = () => child.exitCode !== null || child.signalCode !== null
  yield* untilTrue(() => said.includes("ready") || hasEnded())
  const ended = Effect.map(untilTrue(hasEnded), () => child.exitCode ?? child.signalCode).pipe(Effect.orDie)
  return { child, said: () => said, ended } satisfies Running
})

const build = (layer: ReturnType<typeof EmbeddedPostgres.layer>) =>
  Effect.map(Layer.build(layer), (services) => Context.get(services, EmbeddedPostgres))

/** An app in this process, until the scope closes. */
export const owner = (options: Options) => build(EmbeddedPostgres.layer(options))

/** A command in this process, until the scope closes. */
export const guest = (options: Options) => build(EmbeddedPostgres.layerJoin(options))

/** Why an app cannot start. */
export const refusal = (options: Options) => Effect.flip(Effect.scoped(owner(options)))

/** Writes rows and gives all that there are. */
export const kept = (socketPath: string, ...more: ReadonlyArray<string>) =>
  Effect.gen(function*() {
    const sql = yield* SqlClient.SqlClient
    // one after the other: "if not exists" alone does not keep two who look at once from both making it
    yield* sql.withTransaction(Effect.andThen(
      sql`select pg_advisory_xact_lock(1)`,
      sql`create table if not exists kept (what text)`
    ))
    for (const what of more) yield* sql`insert into kept values (${what})`
    return (yield* sql<{ what: string }>`select what from kept`).map(({ what }) => what)
  }).pipe(Effect.provide(clientOf(socketPath)))
