import { assert, it } from "@effect/vitest"
import { testDatabase } from "@lumi/adapters-local/testing"
import { missing, Mosquitto } from "@lumi/adapters-local/testing/Mosquitto"
import { Effect, Layer } from "effect"
import { SqlClient } from "effect/sql"
import path from "node:path"
import { inject } from "vitest"
import { lumiIn, makeHome, removeHome, type Running, serving } from "./lumi.ts"
import { open, pageOf } from "./page.ts"

const temporaryHome = Effect.acquireRelease(Effect.sync(makeHome), (home) => Effect.sync(() => removeHome(home)))

const started = (env: Readonly<Record<string, string>>, ...args: ReadonlyArray<string>) =>
  Effect.acquireRelease(
    Effect.promise(() => serving(env, ...args)),
    (running: Running) => Effect.promise(() => running.stop("SIGTERM"))
  )

const page = (url: string, name: "ada" | "ben", device: string) =>
  Effect.acquireRelease(
    Effect.promise(() => pageOf(url, `${name}@example.org`, device)),
    ({ close }) => Effect.sync(close)
  )

const command = (env: Readonly<Record<string, string>>, ...args: ReadonlyArray<string>) =>
  Effect.promise(async () => {
    const { code, err } = await lumiIn(env, ...args, "--json")
    assert.strictEqual(code, 0, err)
  })

/** Disables Ben, and asserts of each of his pages that it is closed long before its ticket is over. */
const disabled = Effect.fnUntraced(function*(
  env: Readonly<Record<string, string>>,
  pages: ReadonlyArray<{ readonly closed: Promise<void> }>
) {
  yield* command(env, "user", "disable", "ben@example.org", "--yes")
  for (const { closed } of pages) yield* Effect.promise(() => closed).pipe(Effect.timeout("20 seconds"))
})

it.live(
  "whoever is disabled beside a running Lumi is put out of an open page at once",
  () =>
    Effect.gen(function*() {
      const env = { LUMI_HOME: yield* temporaryHome }
      yield* command(env, "seed", "demo")
      const { url } = yield* started(env, "up", "--port", "0")
      const [ben, ada] = [yield* page(url, "ben", "page-of-ben"), yield* page(url, "ada", "page-of-ada")]
      yield* disabled(env, [ben])
      assert.strictEqual((yield* Effect.promise(() => ben.ask("page-of-ben"))).status, 401)
      const again = yield* Effect.promise(() => open(url, ben.openedBy).then(() => "open", () => "refused"))
      assert.strictEqual(again, "refused")
      assert.isTrue(ada.isOpen())
    }).pipe(Effect.scoped),
  120_000
)

const system = Layer.merge(testDatabase, Mosquitto.layer)

it.live.skipIf(missing !== undefined)(
  `and of the pages of every process, with every ticket${missing === undefined ? "" : ` (${missing})`}`,
  () =>
    Effect.gen(function*() {
      const sql = yield* SqlClient.SqlClient
      const { url: broker } = yield* Mosquitto
      const [{ name } = { name: "" }] = yield* sql<{ name: string }>`select current_database() as name`
      const env = {
        LUMI_HOME: yield* temporaryHome,
        DATABASE_URL: `postgres://lumi@localhost/${name}?host=${path.dirname(inject("pgSocket"))}`,
        MQTT_URL: broker
      }
      yield* command(env, "seed", "demo")
      const [one, other] = yield* Effect.all([
        started(env, "serve", "--role", "api", "--port", "0"),
        started(env, "serve", "--role", "api", "--port", "0")
      ])
      const [here, there] = [
        yield* page(one.url, "ben", "page-of-ben-1"),
        yield* page(other.url, "ben", "page-of-ben-2")
      ]
      const ada = yield* page(other.url, "ada", "page-of-ada")
      yield* disabled(env, [here, there])
      for (const { url } of [one, other]) {
        const again = yield* Effect.promise(() => open(url, here.openedBy).then(() => "open", () => "refused"))
        assert.strictEqual(again, "refused")
      }
      assert.isTrue(ada.isOpen())
      const [left] = yield* sql`select count(*)::int as changes from change`
      assert.deepStrictEqual(left, { changes: 0 })
    }).pipe(Effect.scoped, Effect.provide(system)),
  120_000
)
