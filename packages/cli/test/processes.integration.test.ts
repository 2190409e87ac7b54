import { assert, it } from "@effect/vitest"
import { testDatabase } from "@lumi/adapters-local/testing"
import { missing, Mosquitto } from "@lumi/adapters-local/testing/Mosquitto"
import { Effect, Layer } from "effect"
import { SqlClient } from "effect/sql"
import path from "node:path"
import { inject } from "vitest"
import { lumiIn, makeHome, removeHome, type Running, serving } from "./lumi.ts"
import { pageOf } from "./page.ts"

const system = Layer.merge(testDatabase, Mosquitto.layer)

it.live.skipIf(missing !== undefined)(
  `a page of one process hears of what the worker in another sent${missing === undefined ? "" : ` (${missing})`}`,
  () =>
    Effect.gen(function*() {
      const sql = yield* SqlClient.SqlClient
      const { url: broker } = yield* Mosquitto
      const [{ name } = { name: "" }] = yield* sql<{ name: string }>`select current_database() as name`
      const home = yield* Effect.acquireRelease(Effect.sync(makeHome), (home) => Effect.sync(() => removeHome(home)))
      const env = {
        LUMI_HOME: home,
        DATABASE_URL: `postgres://lumi@localhost/${name}?host=${path.dirname(inject("pgSocket"))}`,
        MQTT_URL: broker
      }
      const process = (...args: ReadonlyArray<string>) =>
        Effect.acquireRelease(
          Effect.promise(() => serving(env, "serve", ...args)),
          (running: Running) => Effect.promise(() => running.stop("SIGTERM"))
        )
      const command = (...args: ReadonlyArray<string>) =>
        Effect.promise(async () => {
          const { code, err, out } = await lumiIn(env, ...args, "--json")
          assert.strictEqual(code, 0, err)
          return JSON.parse(out) as { readonly items: ReadonlyArray<{ readonly outcome: string }> }
        })

      yield* command("seed", "demo")
      // the demo has had today's already
      yield* sql`delete from delivery where date = (select max(date) from delivery)`
      const api = yield* process("--role", "api", "--port", "0")
      yield* process("--role", "worker")
      const page = yield* Effect.acquireRelease(
        Effect.promise(() => pageOf(api.url, "ben@example.org", "page-of-ben")),
        ({ close }) => Effect.sync(close)
      )
      const { items } = yield* command("affirm", "send", "--receiver", "ben@example.org")
      assert.deepStrictEqual(items.map(({ outcome }) => outcome), ["sent"])
      const hint = yield* Effect.promise(() => page.heard("affirmation")).pipe(Effect.timeout("30 seconds"))
      assert.strictEqual(JSON.parse(hint).event, "delivered")
    }).pipe(Effect.scoped, Effect.provide(system)),
  60_000
)

it.live("a command with an outside database and no worker anywhere delivers by itself", () =>
  Effect.gen(function*() {
    const sql = yield* SqlClient.SqlClient
    const [{ name } = { name: "" }] = yield* sql<{ name: string }>`select current_database() as name`
    const home = yield* Effect.acquireRelease(Effect.sync(makeHome), (home) => Effect.sync(() => removeHome(home)))
    const env = {
      LUMI_HOME: home,
      DATABASE_URL: `postgres://lumi@localhost/${name}?host=${path.dirname(inject("pgSocket"))}`
    }
    yield* Effect.promise(() => lumiIn(env, "seed", "demo"))
    yield* sql`delete from delivery where date = (select max(date) from delivery)`
    const { code, err, out } = yield* Effect.promise(() =>
      lumiIn(env, "affirm", "send", "--receiver", "ada@example.org", "--json")
    )
    assert.strictEqual(code, 0, err)
    assert.strictEqual(JSON.parse(out).items[0].outcome, "sent")
  }).pipe(Effect.scoped, Effect.provide(testDatabase)))
