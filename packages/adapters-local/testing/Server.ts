import { Context, Effect, Layer } from "effect"
import { SqlClient } from "effect/sql"
import fs from "node:fs"
import os from "node:os"
import path from "node:path"
import { EmbeddedPostgres } from "../src/EmbeddedPostgres.ts"
import { migrate } from "../src/Migrations.ts"
import { clientOf } from "../src/Postgres.ts"
import * as PidFile from "../src/postgres/PidFile.ts"
import { stop } from "../src/postgres/Server.ts"

const prefix = path.join(os.tmpdir(), "lumi-test-")

/** An empty directory that goes when the scope closes; the account that runs a server for root can pass it. */
export const temporaryDirectory = Effect.acquireRelease(
  Effect.sync(() => {
    const dir = fs.mkdtempSync(`${prefix}${process.pid}-`)
    fs.chmodSync(dir, 0o755)
    return dir
  }),
  (dir) => Effect.sync(() => fs.rmSync(dir, { recursive: true, force: true }))
)

/** Stops the server that answers for a data directory, whoever started it. */
export const stopServerOf = Effect.fn("stopServerOf")(function*(dataDir: string) {
  const file = yield* PidFile.running(dataDir)
  if (file !== undefined) yield* stop(file.pid, { dataDir, socketDir: path.dirname(file.socketPath) })
})

/** A run that was killed leaves its server behind: the next run removes both. */
const sweepTestServers = Effect.gen(function*() {
  for (const name of fs.readdirSync(os.tmpdir())) {
    const dir = path.join(os.tmpdir(), name)
    const pid = dir.startsWith(prefix) ? /^(\d+)-/.exec(dir.slice(prefix.length))?.[1] : undefined
    if (pid === undefined || PidFile.isAlive(Number(pid))) continue
    for (const file of fs.globSync("**/postmaster.pid", { cwd: dir })) {
      yield* stopServerOf(path.join(dir, path.dirname(file)))
    }
    // another user's stays where it is
    yield* Effect.ignore(Effect.try(() => fs.rmSync(dir, { recursive: true, force: true })))
  }
})

/** Runs one statement on the server's own database and leaves no connection behind. */
export const administer = (socketPath: string, statement: string) =>
  Effect.flatMap(SqlClient.SqlClient, (sql) => sql.unsafe(statement)).pipe(
    Effect.provide(clientOf(socketPath)),
    Effect.orDie
  )

/** nothing survives a power cut, and nothing has to */
const flags = ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=200"]

/** A server for the length of a test run. */
export class TestServer extends Context.Service<TestServer, {
  readonly socketPath: string
}>()("@lumi/adapters-local/TestServer") {
  static readonly layer = Layer.unwrap(Effect.gen(function*() {
    yield* sweepTestServers
    const dir = yield* temporaryDirectory
    return Layer.effect(
      TestServer,
      Effect.gen(function*() {
        const { socketPath } = yield* EmbeddedPostgres
        yield* administer(socketPath, "create database template_lumi")
        // the client must be gone afterwards: a database that somebody uses cannot be copied
        yield* migrate().pipe(Effect.provide(clientOf(socketPath, "template_lumi")), Effect.orDie)
        return TestServer.of({ socketPath })
      })
    ).pipe(Layer.provide(EmbeddedPostgres.layer({ dir, flags: flags.flatMap((flag) => ["-c", flag]) })))
  }))
}

/** A migrated database of one's own on the server of a socket, dropped when the layer is. */
export const databaseOn = (socketPath: string) =>
  Layer.unwrap(Effect.gen(function*() {
    const name = `t_${crypto.randomUUID().replaceAll("-", "")}`
    yield* Effect.acquireRelease(
      administer(socketPath, `create database ${name} template template_lumi strategy file_copy`),
      () => administer(socketPath, `drop database ${name} with (force)`)
    )
    return clientOf(socketPath, name)
  }))

/** A server and a migrated database for as long as the layer lives: nothing to install, nothing stays. */
export const throwAwayDatabase = Layer.unwrap(
  Effect.map(TestServer, ({ socketPath }) => databaseOn(socketPath))
).pipe(Layer.provide(TestServer.layer))
