import { Context, Effect, Layer, Redacted } from "effect"
import { spawn, spawnSync } from "node:child_process"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"

/** Why the tests that need Redis cannot run, or nothing. They must run where LUMI_REQUIRE_ALL is 1. */
export const missing = spawnSync("redis-server", ["--version"]).error && process.env["LUMI_REQUIRE_ALL"] !== "1"
  ? "redis-server is not installed"
  : undefined

const home = Effect.acquireRelease(
  Effect.sync(() => mkdtempSync(join(tmpdir(), "lumi-redis-"))),
  (directory) => Effect.sync(() => rmSync(directory, { recursive: true, force: true }))
)

/** A Redis of the test's own: a socket in a throw-away folder, nothing on disk. */
export class RedisServer extends Context.Service<RedisServer, {
  /** what REDIS_URL would be */
  readonly url: Redacted.Redacted<string>
}>()("@lumi/adapters-local/testing/RedisServer") {
  static readonly layer = Layer.effect(
    RedisServer,
    Effect.gen(function*() {
      const socketPath = join(yield* home, "redis.sock")
      const child = yield* Effect.acquireRelease(
        Effect.sync(() =>
          spawn("redis-server", ["--port", "0", "--unixsocket", socketPath, "--save", "", "--appendonly", "no"], {
            stdio: ["ignore", "pipe", "ignore"]
          })
        ),
        (child) =>
          Effect.callback<void>((resume) => {
            if (child.exitCode !== null || child.signalCode !== null) return resume(Effect.void)
            child.once("exit", () => resume(Effect.void))
            child.kill()
          })
      )
      yield* Effect.callback<void>((resume) => {
        child.stdout.on("data", (data) => {
          if (String(data).includes("accept connections")) resume(Effect.void)
        })
      })
      return { url: Redacted.make(`unix://${socketPath}`) }
    })
  )
}
