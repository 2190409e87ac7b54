import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import fs from "node:fs"
import { createRequire } from "node:module"
import path from "node:path"
import { isRoot } from "../src/Home.ts"
import { reaches } from "../src/postgres/Account.ts"
import { locate } from "../src/postgres/Binaries.ts"
import { stopServerOf, temporaryDirectory } from "../testing/Server.ts"
import { home, kept, owner, refusal, start } from "./EmbeddedPostgresProcess.ts"

/** The package as npm unpacks it, without what its install script adds. */
const unpacked = Effect.gen(function*() {
  const { native } = yield* locate(undefined)
  const dir = yield* temporaryDirectory
  fs.cpSync(native, path.join(dir, "native"), {
    recursive: true,
    verbatimSymlinks: true,
    filter: (source) => !fs.lstatSync(source).isSymbolicLink()
  })
  fs.copyFileSync(path.resolve(native, "../package.json"), path.join(dir, "package.json"))
  return { dir, native: path.join(dir, "native") }
})

const setVersion = (dir: string, version: string) => {
  const file = path.join(dir, "package.json")
  const content = createRequire(import.meta.url)(file)
  fs.writeFileSync(file, JSON.stringify({ ...content, version }))
}

/** an account with no rights, when root runs the tests and that account can get at the program */
const nobody = { uid: 65534, gid: 65534 }
const canBeNobody = isRoot() && reaches(process.execPath, nobody) && reaches(import.meta.filename, nobody)

describe("EmbeddedPostgres, where it is placed", () => {
  it.live("runs where install scripts did not, and restarts a server older than its binaries", () =>
    Effect.gen(function*() {
      const { dir: packageDir, native } = yield* unpacked
      const dir = yield* home
      const app = yield* start(dir, "app", { writes: true })
      yield* Effect.sleep("200 millis")
      app.child.kill("SIGKILL")
      yield* app.ended
      setVersion(packageDir, "18.99.0-beta.1")
      const { adopted, socketPath } = yield* owner({ dir, native })
      assert.isFalse(adopted)
      assert.includeMembers(yield* kept(socketPath), app.said().match(/row \d+(?=\n)/g) ?? ["none"])
    }))

  it.live("says what to do where the binaries do not run", () =>
    Effect.gen(function*() {
      const { dir: packageDir, native } = yield* unpacked
      fs.rmSync(path.join(packageDir, "native", "bin", "initdb"))
      const error = yield* refusal({ dir: yield* home, native })
      assert.include(error.message, "DATABASE_URL")
    }))

  it.live.skipIf(!isRoot())(
    "as root: runs below directories that only root can pass, and stays where it was put",
    () =>
      Effect.gen(function*() {
        const closed = yield* temporaryDirectory
        const { dir: packageDir } = yield* unpacked
        fs.renameSync(packageDir, path.join(closed, "package"))
        fs.chmodSync(closed, 0o700)
        const sharedDir = path.join(yield* temporaryDirectory, "shared")
        const options = { dir: path.join(closed, "home"), native: path.join(closed, "package", "native"), sharedDir }
        const umask = process.umask(0o077)
        yield* Effect.addFinalizer(() => Effect.sync(() => process.umask(umask)))

        const dataDir = yield* Effect.scoped(Effect.gen(function*() {
          const { dataDir, socketPath } = yield* owner(options)
          yield* Effect.addFinalizer(() => stopServerOf(dataDir))
          yield* kept(socketPath, "a")
          return dataDir
        }))
        assert.isTrue(dataDir.startsWith(sharedDir))

        // a change of permissions never yields a second, empty database
        fs.chmodSync(closed, 0o755)
        yield* Effect.scoped(Effect.gen(function*() {
          const again = yield* owner(options)
          assert.strictEqual(again.dataDir, dataDir)
          assert.deepStrictEqual(yield* kept(again.socketPath), ["a"])
        }))
      })
  )

  it.live.skipIf(!isRoot())(
    "as root: does not start a second database when the first became unreachable",
    () =>
      Effect.gen(function*() {
        const dir = yield* home
        const sharedDir = path.join(path.dirname(dir), "shared")
        yield* Effect.scoped(owner({ dir, sharedDir }))
        fs.chmodSync(path.dirname(dir), 0o700)
        const error = yield* refusal({ dir, sharedDir })
        assert.strictEqual(error.reason, "Unreachable")
        fs.chmodSync(path.dirname(dir), 0o755)
        yield* Effect.scoped(owner({ dir, sharedDir }))
      })
  )

  it.live("names the home that cannot be used", () =>
    Effect.gen(function*() {
      const dir = path.join(yield* temporaryDirectory, "file")
      fs.writeFileSync(dir, "")
      const error = yield* refusal({ dir })
      assert.strictEqual(error.reason, "NoAccess")
      assert.include(error.message, "set LUMI_HOME")
    }))

  it.live.skipIf(isRoot())("as a user: names the home that this user may not enter", () =>
    Effect.gen(function*() {
      const dir = yield* temporaryDirectory
      fs.chmodSync(dir, 0)
      yield* Effect.addFinalizer(() => Effect.sync(() => fs.chmodSync(dir, 0o700)))
      const error = yield* refusal({ dir })
      assert.strictEqual(error.reason, "NoAccess")
      assert.include(error.message, `${dir} cannot be used (EACCES)`)
    }))

  it.live.skipIf(!canBeNobody)(
    "as root: serves a user without rights, and names the home that user may not enter",
    () =>
      Effect.gen(function*() {
        const dir = yield* home
        const refused = yield* start(dir, "app", nobody)
        assert.strictEqual(yield* refused.ended, 1)
        assert.include(refused.said(), "NoAccess:")
        assert.include(refused.said(), "set LUMI_HOME")

        fs.mkdirSync(dir, { mode: 0o700 })
        fs.chownSync(dir, nobody.uid, nobody.gid)
        const app = yield* start(dir, "app", nobody)
        assert.include(app.said(), "ready true")
        app.child.kill("SIGKILL")
        yield* app.ended

        // root takes over with that user's account, so that nothing of theirs becomes somebody else's
        const { adopted, dataDir } = yield* owner({ dir })
        assert.isTrue(adopted)
        assert.strictEqual(fs.statSync(dataDir).uid, nobody.uid)
      })
  )
})
