import { assert, describe, it } from "@effect/vitest"
import { Effect, Exit, Layer, Scope } from "effect"
import { SqlClient } from "effect/sql"
import { spawn } from "node:child_process"
import fs from "node:fs"
import net from "node:net"
import path from "node:path"
import { EmbeddedPostgres } from "../src/EmbeddedPostgres.ts"
import { clientOf } from "../src/Postgres.ts"
import { home, kept, owner, refusal, start, usedHome } from "./EmbeddedPostgresProcess.ts"

describe("EmbeddedPostgres", () => {
  it.live("starts afresh, stops without a trace, and keeps what was written", () =>
    Effect.gen(function*() {
      const dir = yield* home
      const socketDir = yield* Effect.scoped(Effect.gen(function*() {
        const { adopted, dataDir, owns, socketPath } = yield* owner({ dir })
        assert.deepStrictEqual({ adopted, owns, dataDir }, {
          adopted: false,
          owns: true,
          dataDir: path.join(dir, "pg18")
        })
        assert.deepStrictEqual(yield* kept(socketPath, "a"), ["a"])
        return path.dirname(socketPath)
      }))
      assert.isFalse(fs.existsSync(path.join(dir, "pg18", "postmaster.pid")))
      assert.isFalse(fs.existsSync(socketDir))
      const { adopted, logDir, socketPath } = yield* owner({ dir })
      assert.isFalse(adopted)
      assert.deepStrictEqual(yield* kept(socketPath), ["a"])
      assert.isNotEmpty(fs.readdirSync(logDir))
    }))

  it.live("refuses a second owner and leaves the first alone", () =>
    Effect.gen(function*() {
      const dir = yield* usedHome
      const { socketPath } = yield* owner({ dir })
      const error = yield* refusal({ dir })
      assert.strictEqual(error.reason, "AlreadyRunning")
      assert.include(error.message, `(app, process ${process.pid}) is already running on ${dir}`)
      assert.deepStrictEqual(yield* kept(socketPath, "unharmed"), ["unharmed"])
    }))

  it.live("is one server, whatever name its directory is called by", () =>
    Effect.gen(function*() {
      const dir = yield* usedHome
      yield* owner({ dir })
      fs.symlinkSync(dir, `${dir}-by-another-name`)
      const error = yield* refusal({ dir: `${dir}-by-another-name` })
      assert.strictEqual(error.reason, "AlreadyRunning")
    }))

  it.live("knows the letters of all alphabets, and sorts as no system's library can change", () =>
    Effect.gen(function*() {
      const { socketPath } = yield* owner({ dir: yield* usedHome })
      const ask = Effect.flatMap(
        SqlClient.SqlClient,
        (sql) =>
          sql`select lower('ÉŁÄ') as lower, 'Z' < 'a' as "byCodePoint", datlocprovider as provider
        from pg_database where datname = current_database()`
      )
      const rows = yield* Effect.provide(ask, clientOf(socketPath))
      assert.deepStrictEqual(rows, [{ lower: "éłä", byCodePoint: true, provider: "b" }])
    }))

  it.live("adopts the server of an app that was killed, row for row", () =>
    Effect.gen(function*() {
      const dir = yield* usedHome
      const app = yield* start(dir, "app", { writes: true })
      yield* Effect.sleep("300 millis")
      app.child.kill("SIGKILL")
      assert.strictEqual(yield* app.ended, "SIGKILL")
      const { adopted, socketPath } = yield* owner({ dir })
      assert.isTrue(adopted)
      const acknowledged = app.said().match(/row \d+(?=\n)/g) ?? []
      assert.isAbove(acknowledged.length, 10)
      assert.includeMembers(yield* kept(socketPath), acknowledged)
    }))

  it.live("lets an app write on its way out: SIGTERM ends it in order", () =>
    Effect.gen(function*() {
      const dir = yield* usedHome
      const app = yield* start(dir, "app")
      app.child.kill("SIGTERM")
      assert.strictEqual(yield* app.ended, 130)
      assert.isFalse(fs.existsSync(path.join(dir, "pg18", "postmaster.pid")))
      const { socketPath } = yield* owner({ dir })
      assert.deepStrictEqual(yield* kept(socketPath), ["goodbye"])
    }))

  it.live("ends the app with a clear line when the server dies under it", () =>
    Effect.gen(function*() {
      const dir = yield* usedHome
      const app = yield* start(dir, "app")
      const pid = Number(fs.readFileSync(path.join(dir, "pg18", "postmaster.pid"), "utf8").split("\n")[0])
      process.kill(pid, "SIGKILL")
      assert.strictEqual(yield* app.ended, 1)
      assert.include(app.said(), "Died: PostgreSQL stopped under this Lumi")
      const { adopted } = yield* owner({ dir })
      assert.isFalse(adopted)
    }))

  it.live("starts although the lock files of a power cut name another program", () =>
    Effect.gen(function*() {
      const dir = yield* usedHome
      const { dataDir, socketPath } = yield* Effect.scoped(owner({ dir }))
      const { gid, uid } = fs.statSync(dataDir)
      const other = yield* Effect.acquireRelease(
        // of the account of the server, whose other programs PostgreSQL takes for itself
        Effect.sync(() => spawn("sleep", ["60"], { uid, gid, cwd: "/" })),
        (child) => Effect.sync(() => child.kill())
      )
      const stale = `${other.pid}\n${dataDir}\n1\n5432\n${path.dirname(socketPath)}\n\n\nready\n`
      fs.writeFileSync(path.join(dataDir, "postmaster.pid"), stale)
      fs.mkdirSync(path.dirname(socketPath), { mode: 0o700 })
      fs.writeFileSync(`${socketPath}.lock`, stale)
      for (const file of [path.dirname(socketPath), `${socketPath}.lock`]) fs.chownSync(file, uid, gid)
      assert.isFalse((yield* owner({ dir })).adopted)
      assert.isNull(other.exitCode)
    }))

  it.live("speaks to no stranger who listens where its socket was", () =>
    Effect.gen(function*() {
      const dir = yield* usedHome
      const { dataDir, socketPath } = yield* Effect.scoped(owner({ dir }))
      let visitors = 0
      yield* Effect.acquireRelease(
        Effect.callback<net.Server>((resume) => {
          fs.mkdirSync(path.dirname(socketPath), { mode: 0o755 })
          const server = net.createServer(() => {
            visitors += 1
          })
          server.listen(socketPath, () => resume(Effect.succeed(server)))
        }),
        (server) =>
          Effect.sync(() => {
            server.close()
            fs.rmSync(path.dirname(socketPath), { recursive: true, force: true })
          })
      )
      const stale = `999999999\n${dataDir}\n1\n5432\n${path.dirname(socketPath)}\n\n\nready\n`
      fs.writeFileSync(path.join(dataDir, "postmaster.pid"), stale)
      const error = yield* refusal({ dir })
      assert.strictEqual(error.reason, "NotOurs")
      assert.strictEqual(visitors, 0)
    }))

  it.live("is told by nobody to open the data of another major version", () =>
    Effect.gen(function*() {
      const dir = yield* home
      fs.mkdirSync(path.join(dir, "pg17"), { recursive: true })
      const error = yield* refusal({ dir })
      assert.strictEqual(error.reason, "OtherVersion")
      assert.include(error.message, "lumi backup")
      assert.deepStrictEqual(fs.readdirSync(dir), ["pg17"])
      fs.renameSync(path.join(dir, "pg17"), path.join(dir, "pg99"))
      assert.include((yield* refusal({ dir })).message, "start the newer Lumi")
    }))

  it.live("leaves its lock to the next one as soon as it is gone", () =>
    Effect.gen(function*() {
      const dir = yield* usedHome
      const first = yield* Scope.make()
      yield* Layer.buildWithScope(EmbeddedPostgres.layer({ dir }), first)
      yield* Scope.close(first, Exit.void)
      const { owns } = yield* owner({ dir })
      assert.isTrue(owns)
    }))
})
