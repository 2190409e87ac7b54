import { layer as withLayer } from "@effect/vitest"
import * as Secrets from "@lumi/adapters-local/Secrets"
import * as Stores from "@lumi/adapters-local/Stores"
import { testDatabase } from "@lumi/adapters-local/testing"
import * as Crypto from "@lumi/core/Crypto"
import { Effect, Layer } from "effect"
import { SqlClient } from "effect/sql"
import { type ChildProcess, spawn } from "node:child_process"
import path from "node:path"
import { inject } from "vitest"
import { sentence, story, type Written } from "./kill.ts"
import { makeHome, program, removeHome } from "./lumi.ts"

/** Writes down every text that is ever written for a day, whoever writes it. */
const watch = Effect.gen(function*() {
  const sql = yield* SqlClient.SqlClient
  yield* sql`create table seen (day text, text text)`
  yield* sql`create function see() returns trigger language plpgsql as $$
    begin insert into seen values (new.receiver || ' ' || new.date, new.text); return new; end $$`
  yield* sql`create trigger seen after insert or update on delivery for each row execute function see()`
})

/** The real worker, as an operator runs it. */
const start = (home: string, database: string) => (env: Readonly<Record<string, string>>) =>
  Effect.callback<ChildProcess, Error>((resume) => {
    const child = spawn(process.execPath, [program, "serve", "--role", "worker"], {
      env: {
        ...process.env,
        ...env,
        LUMI_HOME: home,
        DATABASE_URL: `postgres://lumi@localhost/${database}?host=${path.dirname(inject("pgSocket"))}`
      },
      stdio: ["ignore", "pipe", "inherit"]
    })
    child.once("exit", (code) => resume(Effect.fail(new Error(`the worker ended with ${code} before it was ready`))))
    child.stdout?.once("data", () => resume(Effect.succeed(child)))
  })

const system = Stores.layer.pipe(
  Layer.provideMerge(Secrets.layer),
  Layer.provideMerge(testDatabase),
  Layer.provideMerge(Crypto.layer)
)

withLayer(system, { excludeTestServices: true, timeout: "4 minutes" })("a worker that is killed (Postgres)", (it) => {
  it.effect(sentence, () =>
    Effect.gen(function*() {
      const sql = yield* SqlClient.SqlClient
      yield* watch
      const home = yield* Effect.acquireRelease(Effect.sync(makeHome), (home) => Effect.sync(() => removeHome(home)))
      const [{ name } = { name: "" }] = yield* sql<{ name: string }>`select current_database() as name`
      yield* story({ start: start(home, name), written: sql<Written>`select day, text from seen` })
    }), 1_200_000)
})
