// Ours as it is shipped, 31 endpoints behind the edge; ready when it listens and the database has answered once.
import "effect/schema/SchemaJITCompiler/enable"
import * as NodeRuntime from "@effect/platform-node/NodeRuntime"
import { clientOf } from "@lumi/adapters-local/Postgres"
import * as Crypto from "@lumi/core/Crypto"
import { Effect, Layer, Schema } from "effect"
import { HttpApi, HttpApiBuilder, HttpApiEndpoint, HttpApiGroup } from "effect/http-api"
import { SqlClient } from "effect/sql"
import * as Listener from "../../src/http/Listener.ts"
import * as Serving from "../../src/http/Serving.ts"
import * as Observability from "../../src/observability/Observability.ts"

const Note = Schema.Struct({ id: Schema.String, count: Schema.Int, at: Schema.Date })
const health = HttpApiEndpoint.get("health", "/health", { success: Schema.String })
const writes = Array.from({ length: 30 }, (_, n) =>
  HttpApiGroup.make(`group${n}`).add(
    HttpApiEndpoint.post("write", `/e${n}`, { payload: Note, success: Schema.Array(Note) })
  ))

const Api = HttpApi.make("api").add(HttpApiGroup.make("health").add(health), ...writes)
const answers = Layer.mergeAll(
  HttpApiBuilder.group(Api, "health", (handlers) => handlers.handleAll({ health: () => Effect.succeed("ok") })),
  ...writes.map(({ identifier }) =>
    HttpApiBuilder.group(Api, identifier, (handlers) => handlers.handleAll({ write: () => Effect.succeed([]) }))
  )
)

const firstQuery = Layer.effectDiscard(Effect.flatMap(SqlClient.SqlClient, (sql) => sql`select 1`)).pipe(
  Layer.provide(clientOf(process.env["BENCH_SOCKET"] ?? ""))
)
const server = Serving.layer(HttpApiBuilder.layer(Api).pipe(Layer.provide(answers))).pipe(
  Layer.provide(firstQuery),
  Layer.provide(Listener.layer({ host: "127.0.0.1", port: Number(process.env["PORT"]) })),
  Layer.provide(Crypto.layer)
)
const ready = Layer.effectDiscard(Effect.sync(() => process.stdout.write("ready\n")))

NodeRuntime.runMain(Layer.launch(ready.pipe(Layer.provide(server), Layer.provide(Observability.layer))))
