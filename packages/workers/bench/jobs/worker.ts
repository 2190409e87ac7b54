// A worker as it is shipped, whole, to be killed: writes down whom it told, before it goes on. node worker.ts FILE
import "effect/schema/SchemaJITCompiler/enable"
import { clientOf } from "@lumi/adapters-local/Postgres"
import * as Stores from "@lumi/adapters-local/Stores"
import * as Crypto from "@lumi/core/Crypto"
import { Realtime } from "@lumi/core/realtime/Realtime"
import { Effect, Layer } from "effect"
import { openSync, writeSync } from "node:fs"
import { affirmations } from "../../src/queues/affirmations.ts"

const file = openSync(process.argv[2] ?? "", "a")
const told = Layer.mock(Realtime, {
  publishMany: (hints) =>
    Effect.sync(() => {
      const lines = hints.filter(({ topic }) => topic === "affirmation").map(({ user }) => `${user}\n`)
      writeSync(file, lines.join(""))
    })
})
const database = clientOf(process.env["BENCH_SOCKET"] ?? "", process.env["BENCH_DATABASE"] ?? "")
const layer = Layer.mergeAll(Stores.layer, told, Crypto.layer).pipe(Layer.provide(database))

process.stdout.write("ready\n")
await Effect.runPromise(Effect.provide(affirmations, layer))
