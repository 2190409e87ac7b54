import { assert, describe, it } from "@effect/vitest"
import { Effect, Result } from "effect"
import { SqlClient } from "effect/sql"
import { execFileSync } from "node:child_process"
import fs from "node:fs"
import path from "node:path"
import { clientOf } from "../src/Postgres.ts"
import { stopServerOf, temporaryDirectory } from "../testing/Server.ts"
import { owner, refusal } from "./EmbeddedPostgresProcess.ts"

const mount = (dir: string) =>
  execFileSync("mount", ["-t", "tmpfs", "-o", "size=120m,mode=0755", "lumi-test", dir], { stdio: "ignore" })
const unmount = (dir: string) => execFileSync("umount", [dir])

const canMount = Effect.runSync(Effect.scoped(Effect.gen(function*() {
  const dir = yield* temporaryDirectory
  return Result.isSuccess(yield* Effect.result(Effect.try(() => [mount(dir), unmount(dir)])))
})))

/** A disk of 120 MB. */
const smallDisk = Effect.gen(function*() {
  const dir = yield* temporaryDirectory
  yield* Effect.acquireRelease(Effect.sync(() => mount(dir)), () => Effect.sync(() => unmount(dir)))
  yield* Effect.addFinalizer(() => stopServerOf(path.join(dir, "home", "pg18")))
  return { dir: path.join(dir, "home"), ballast: path.join(dir, "ballast") }
})

/** Takes what room there is but for some megabytes. */
const fill = (ballast: string, leave: number) => {
  const { bavail, bsize } = fs.statfsSync(path.dirname(ballast))
  fs.writeFileSync(ballast, Buffer.alloc(Math.max(0, bavail * bsize - leave * 1024 * 1024)))
}

describe.skipIf(!canMount)("EmbeddedPostgres, on a full disk (by those who may mount one)", () => {
  it.live("says so at the first start, and starts when there is room", () =>
    Effect.gen(function*() {
      const disk = yield* smallDisk
      fill(disk.ballast, 20)
      const error = yield* refusal({ dir: disk.dir })
      assert.strictEqual(error.reason, "NoSpace")
      assert.include(error.message, `the disk of ${disk.dir} is full`)
      fs.rmSync(disk.ballast)
      assert.isFalse((yield* owner({ dir: disk.dir })).adopted)
    }))

  it.live("loses nothing that was acknowledged", () =>
    Effect.gen(function*() {
      const disk = yield* smallDisk
      const acknowledged: Array<number> = []
      yield* Effect.scoped(Effect.gen(function*() {
        const { socketPath } = yield* owner({ dir: disk.dir })
        fill(disk.ballast, 8)
        const write = Effect.gen(function*() {
          const sql = yield* SqlClient.SqlClient
          yield* sql`create table kept (n int primary key, what text)`
          for (let n = 0; n < 2000; n++) {
            // random, because what repeats is stored in next to nothing
            yield* sql`insert into kept select ${n}, string_agg(md5(random()::text), '') from generate_series(1, 600)`
            acknowledged.push(n)
          }
        })
        const error = yield* Effect.flip(write.pipe(Effect.provide(clientOf(socketPath))))
        assert.strictEqual(error._tag, "SqlError")
      }))
      assert.isAbove(acknowledged.length, 10)

      // still full: whether it starts or not, it says why not and harms nothing
      const full = yield* Effect.result(Effect.scoped(owner({ dir: disk.dir })))
      if (Result.isFailure(full)) assert.strictEqual(full.failure.reason, "NoSpace")

      fs.rmSync(disk.ballast)
      const { socketPath } = yield* owner({ dir: disk.dir })
      const found = yield* Effect.flatMap(
        SqlClient.SqlClient,
        (sql) => sql<{ n: number }>`select n from kept order by n`
      )
        .pipe(Effect.provide(clientOf(socketPath)))
      assert.includeMembers(found.map(({ n }) => n), acknowledged)
    }))
})
