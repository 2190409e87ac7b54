import { PgClient } from "@effect/sql-pg"
import { assert, describe, it } from "@effect/vitest"
import { ConfigProvider, Effect, Exit, Layer, Queue, Scope } from "effect"
import { SqlClient } from "effect/sql"
import fs from "node:fs"
import net from "node:net"
import path from "node:path"
import { migrations } from "../migrations/index.ts"
import * as Migrations from "../src/Migrations.ts"
import { Postgres } from "../src/Postgres.ts"
import { temporaryDirectory, throwAwayDatabase } from "../testing/Server.ts"
import { home, owner } from "./EmbeddedPostgresProcess.ts"

const config = (env: Record<string, string>) => ConfigProvider.layer(ConfigProvider.fromUnknown(env))

const app = (env: Record<string, string>) =>
  Migrations.layer.pipe(Layer.provideMerge(Postgres.layer), Layer.provide(config(env)), Layer.fresh)

const command = (env: Record<string, string>) =>
  Migrations.layer.pipe(Layer.provideMerge(Postgres.layerJoin), Layer.provide(config(env)), Layer.fresh)

const count = Effect.flatMap(
  SqlClient.SqlClient,
  (sql) => sql<{ n: number }>`select count(*)::int as n from lumi_migrations`
)
  .pipe(Effect.map(([row]) => row?.n))

const all = Object.keys(migrations).length

const freePort = Effect.callback<number>((resume) => {
  const server = net.createServer().listen(0, "127.0.0.1", () => {
    const address = server.address()
    server.close(() => resume(Effect.succeed(typeof address === "object" && address !== null ? address.port : 0)))
  })
})

/** The embedded server, for once also on the network. */
const reachable = Effect.gen(function*() {
  const port = yield* freePort
  const flags = ["-c", "listen_addresses=127.0.0.1", "-p", String(port)]
  yield* owner({ dir: yield* home, flags })
  return `postgres://lumi@127.0.0.1:${port}/postgres`
})

const refusal = (env: Record<string, string>) => Effect.map(Effect.flip(Effect.provide(count, app(env))), String)

describe("Postgres", () => {
  it.live("is the embedded one of LUMI_HOME, migrated by the app and joined by a command", () =>
    Effect.gen(function*() {
      const LUMI_HOME = yield* home
      yield* Effect.gen(function*() {
        assert.strictEqual(yield* count, all)
        assert.isTrue((yield* Postgres).mayMigrate)
        const joined = yield* Effect.provide(Effect.all([count, Postgres]), command({ LUMI_HOME }))
        assert.deepStrictEqual([joined[0], joined[1].mayMigrate], [all, false])
      }).pipe(Effect.provide(app({ LUMI_HOME })))
    }))

  it.live("is the one of DATABASE_URL when that is set, and no directory is touched", () =>
    Effect.gen(function*() {
      const LUMI_HOME = path.join(yield* temporaryDirectory, "untouched")
      const DATABASE_URL = yield* reachable
      const beside = yield* Effect.flip(Effect.provide(count, command({ DATABASE_URL, LUMI_HOME })))
      assert.include(String(beside), "run `lumi migrate`")
      assert.strictEqual(yield* Effect.provide(count, app({ DATABASE_URL, LUMI_HOME })), all)
      assert.strictEqual(yield* Effect.provide(count, command({ DATABASE_URL, LUMI_HOME })), all)
      assert.isFalse(fs.existsSync(LUMI_HOME))
    }))

  it.live("may be named by a file, as containers do", () =>
    Effect.gen(function*() {
      const file = path.join(yield* temporaryDirectory, "url")
      fs.writeFileSync(file, `${yield* reachable}\n`)
      assert.strictEqual(yield* Effect.provide(count, app({ DATABASE_URL_FILE: file })), all)
    }))

  it.live("that does not answer is named without its password", () =>
    Effect.gen(function*() {
      const port = yield* freePort
      const said = yield* refusal({ DATABASE_URL: `postgres://ada:hunter2@127.0.0.1:${port}/lumi` })
      assert.include(said, `DATABASE_URL (127.0.0.1:${port}/lumi) cannot be used`)
      assert.notInclude(said, "hunter2")
      assert.include(yield* refusal({ DATABASE_URL: "nonsense" }), "DATABASE_URL cannot be used")
    }))

  it.live("gives a test a migrated database of its own in one layer", () =>
    Effect.gen(function*() {
      assert.strictEqual(yield* count, all)
    }).pipe(Effect.provide(throwAwayDatabase)))

  it.live("shares its connections between statements, and still has some while others listen and transact", () =>
    Effect.gen(function*() {
      const pg = yield* PgClient.PgClient
      const scope = yield* Scope.make()
      const heard = yield* pg.listen("news").pipe(Scope.provide(scope))
      yield* pg.listen("more").pipe(Scope.provide(scope))
      // in SQL: pg.notify would take a second connection, and six transactions that each want two never end
      const slow = Effect.andThen(pg`select pg_sleep(0.2)`, pg`select pg_notify('news', 'hello')`)
      yield* Effect.all(
        [
          Effect.replicateEffect(pg`select 1`, 200, { concurrency: "unbounded", discard: true }),
          Effect.replicateEffect(pg.withTransaction(slow), 6, { concurrency: "unbounded", discard: true })
        ],
        { concurrency: "unbounded", discard: true }
      ).pipe(Effect.timeout("10 seconds"))
      assert.strictEqual((yield* Queue.take(heard).pipe(Effect.timeout("10 seconds"))).payload, "hello")
      yield* Scope.close(scope, Exit.void)
    }).pipe(Effect.provide(throwAwayDatabase)))
})
