import { assert, describe, it } from "@effect/vitest"
import { Effect, Exit, Fiber, Scope } from "effect"
import fs from "node:fs"
import path from "node:path"
import { guest, home, kept, owner, start, usedHome } from "./EmbeddedPostgresProcess.ts"

const isRunning = (dir: string) => fs.existsSync(path.join(dir, "pg18", "postmaster.pid"))

describe("EmbeddedPostgres, beside another Lumi", () => {
  it.live("a command joins the server of the app and leaves it running", () =>
    Effect.gen(function*() {
      const dir = yield* usedHome
      const { pid, socketPath } = yield* owner({ dir })
      yield* Effect.scoped(Effect.gen(function*() {
        const joined = yield* guest({ dir })
        assert.deepStrictEqual({ owns: joined.owns, pid: joined.pid }, { owns: false, pid })
        yield* kept(joined.socketPath, "by the command")
      }))
      assert.deepStrictEqual(yield* kept(socketPath), ["by the command"])
    }))

  it.live("a command alone owns the server for its short life", () =>
    Effect.gen(function*() {
      const dir = yield* usedHome
      const { owns } = yield* Effect.scoped(guest({ dir }))
      assert.isTrue(owns)
      assert.isFalse(isRunning(dir))
    }))

  it.live("a command waits for its guests before it stops the server", () =>
    Effect.gen(function*() {
      const dir = yield* usedHome
      const first = yield* Scope.make()
      yield* guest({ dir }).pipe(Scope.provide(first))
      const second = yield* Scope.make()
      const { owns, socketPath } = yield* guest({ dir }).pipe(Scope.provide(second))
      assert.isFalse(owns)
      const leaving = yield* Effect.forkChild(Scope.close(first, Exit.void))
      yield* Effect.sleep("300 millis")
      assert.deepStrictEqual(yield* kept(socketPath, "still there"), ["still there"])
      yield* Scope.close(second, Exit.void)
      yield* Fiber.join(leaving)
      assert.isFalse(isRunning(dir))
    }))

  it.live("a command that comes while another stops the server waits and starts it again", () =>
    Effect.gen(function*() {
      const dir = yield* usedHome
      const first = yield* Scope.make()
      yield* guest({ dir }).pipe(Scope.provide(first))
      const leaving = yield* Effect.forkChild(Scope.close(first, Exit.void))
      const { owns, socketPath } = yield* guest({ dir })
      yield* Fiber.join(leaving)
      assert.isTrue(owns)
      assert.deepStrictEqual(yield* kept(socketPath, "here"), ["here"])
    }))

  it.live("an app waits for a command to finish instead of giving up", () =>
    Effect.gen(function*() {
      const dir = yield* usedHome
      const command = yield* Scope.make()
      yield* guest({ dir }).pipe(Scope.provide(command))
      const app = yield* Effect.forkChild(owner({ dir }))
      yield* Effect.sleep("600 millis")
      assert.isUndefined(app.pollUnsafe())
      yield* Scope.close(command, Exit.void)
      assert.isTrue((yield* Fiber.join(app)).owns)
    }))

  it.live("a command ends with a clear line when the app it joined stops", () =>
    Effect.gen(function*() {
      const dir = yield* usedHome
      const app = yield* Scope.make()
      yield* owner({ dir }).pipe(Scope.provide(app))
      const command = yield* start(dir, "command")
      assert.include(command.said(), "ready false")
      yield* Scope.close(app, Exit.void)
      assert.strictEqual(yield* command.ended, 1)
      assert.include(command.said(), "Died: the Lumi this command was talking to has stopped")
    }))

  it.live("three that start at once share one server and lose nothing", () =>
    Effect.gen(function*() {
      const dir = yield* home
      const names = Array.from({ length: 3 }, (_, n) => `command ${n}`)
      yield* Effect.forEach(
        names,
        (name) => Effect.scoped(Effect.flatMap(guest({ dir }), ({ socketPath }) => kept(socketPath, name))),
        { concurrency: "unbounded", discard: true }
      )
      assert.isFalse(isRunning(dir))
      const { socketPath } = yield* owner({ dir })
      assert.sameMembers(yield* kept(socketPath), names)
    }))
})
