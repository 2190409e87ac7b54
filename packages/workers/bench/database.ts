// The durable database of a bench: ours, as `lumi up` starts it, in a throw-away folder; a copy of one database per turn.
import { EmbeddedPostgres } from "@lumi/adapters-local/EmbeddedPostgres"
import { migrate } from "@lumi/adapters-local/Migrations"
import { clientOf } from "@lumi/adapters-local/Postgres"
import { Effect, Fiber } from "effect"
import { chmodSync, mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { Client, type ClientConfig } from "pg"

/** How `pg` finds a database on the socket of this run. */
export const place = (socketPath: string, database: string): ClientConfig & { readonly database: string } => ({
  host: path.dirname(socketPath),
  port: Number(socketPath.split(".").at(-1)),
  user: "lumi",
  database
})

/** The same as an address. */
export const addressOf = (socketPath: string, database: string) => {
  const { host = "", port, user } = place(socketPath, database)
  return `postgres://${user}@localhost/${database}?host=${encodeURIComponent(host)}&port=${port}`
}

const administer = async (socketPath: string, statement: string) => {
  const client = new Client(place(socketPath, "postgres"))
  await client.connect()
  await client.query(statement).finally(() => client.end())
}

/** What a bench does with its server. */
export interface Server {
  readonly socketPath: string
  readonly postmaster: number
  /** Runs `use` on a fresh copy of the template, which is dropped afterwards. */
  readonly onCopy: <A>(use: (database: string) => Promise<A>) => Promise<A>
}

const serverOf = (socketPath: string, postmaster: number): Server => {
  let copies = 0
  return {
    socketPath,
    postmaster,
    onCopy: async (use) => {
      const database = `turn_${copies++}`
      await administer(socketPath, `create database ${database} template bench strategy file_copy`)
      return use(database).finally(() => administer(socketPath, `drop database ${database} with (force)`))
    }
  }
}

/**
 * Starts the server, migrates a template, fills it, and gives what `bench` says. All that is said to be written is on the
 * disk, as in life; only the vacuum that comes whenever it likes is off, for everybody.
 */
export const withServer = (fill: (client: Client) => Promise<void>, bench: (server: Server) => Promise<boolean>) => {
  const directory = mkdtempSync(path.join(tmpdir(), "lumi-bench-"))
  // as root the database runs under another account, which has to pass
  chmodSync(directory, 0o755)
  const program = Effect.gen(function*() {
    const { pid, socketPath } = yield* EmbeddedPostgres
    yield* Effect.promise(() => administer(socketPath, "create database bench"))
    yield* Effect.provide(migrate(), clientOf(socketPath, "bench"))
    yield* Effect.promise(async () => {
      const client = new Client(place(socketPath, "bench"))
      await client.connect()
      await fill(client)
      await client.query("vacuum (analyze, freeze)")
      await client.query("checkpoint")
      await client.end()
    })
    return yield* Effect.promise(() => bench(serverOf(socketPath, pid)))
  }).pipe(
    Effect.provide(EmbeddedPostgres.layer({
      dir: directory,
      flags: ["autovacuum=off", "max_connections=100", "max_wal_size=4GB"].flatMap((flag) => ["-c", flag])
    }))
  )
  const fiber = Effect.runFork(Effect.scoped(program))
  // whoever is tired of waiting leaves no server behind
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => fiber.interruptUnsafe())
  return Effect.runPromise(Fiber.join(fiber)).finally(() => rmSync(directory, { recursive: true, force: true }))
}
