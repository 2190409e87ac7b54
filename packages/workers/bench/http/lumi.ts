// Ours as it is shipped: listener, edge (request ids, rule against forged requests, headers of the house, log), HttpApi with
// validation both ways, sql-pg on shared connections, writes of one turn of the event loop in one statement.
import "effect/schema/SchemaJITCompiler/enable"
import * as NodeRuntime from "@effect/platform-node/NodeRuntime"
import { coalesced } from "@lumi/adapters-local/Coalesced"
import { clientOf } from "@lumi/adapters-local/Postgres"
import * as Crypto from "@lumi/core/Crypto"
import { Effect, Layer, Schema } from "effect"
import { HttpApi, HttpApiBuilder, HttpApiEndpoint, HttpApiGroup } from "effect/http-api"
import { SqlClient, SqlSchema } from "effect/sql"
import * as Listener from "../../src/http/Listener.ts"
import * as Serving from "../../src/http/Serving.ts"
import * as Observability from "../../src/observability/Observability.ts"
import { constant, database, host, mintId, page, port, socketPath } from "./workload.ts"

const Moment = Schema.Struct({
  id: Schema.String,
  authorId: Schema.Int,
  title: Schema.String,
  caption: Schema.String,
  videoKey: Schema.String,
  posterKey: Schema.String,
  durationMs: Schema.Int,
  createdAt: Schema.Date
})
const Message = Schema.Struct({
  relationshipId: Schema.Int,
  senderId: Schema.Int,
  body: Schema.String.check(Schema.isMinLength(1), Schema.isMaxLength(1024))
})
const Sent = Schema.Struct({ id: Schema.String, createdAt: Schema.Date })

const Api = HttpApi.make("api").add(
  HttpApiGroup.make("moments").add(
    HttpApiEndpoint.get("list", "/relationships/:relationshipId/moments", {
      params: { relationshipId: Schema.Int },
      query: { limit: Schema.optional(Schema.Int) },
      success: Schema.Struct({ items: Schema.Array(Moment), next: Schema.NullOr(Schema.String) })
    }),
    HttpApiEndpoint.post("send", "/messages", { payload: Message, success: Sent })
  )
)

const Row = Schema.Struct({ ...Message.fields, id: Schema.String })

const store = Effect.gen(function*() {
  const sql = yield* SqlClient.SqlClient
  const list = SqlSchema.findAll({
    Request: Schema.Struct({ relationship: Schema.Int, limit: Schema.Int }),
    Result: Schema.toType(Moment),
    execute: ({ limit, relationship }) =>
      sql`select id, author_id as "authorId", title, caption, video_key as "videoKey", poster_key as "posterKey",
        duration_ms as "durationMs", created_at as "createdAt"
        from moments where relationship_id = ${relationship} order by created_at desc, id limit ${limit}`
  })
  const insert = SqlSchema.findAll({
    Request: Schema.fromJsonString(Schema.Array(Row)),
    Result: Schema.toType(Sent),
    execute: (rows) =>
      sql`insert into messages(id, relationship_id, sender_id, body)
        select id, "relationshipId", "senderId", body
        from jsonb_to_recordset(${rows}::jsonb) as m(id uuid, "relationshipId" int, "senderId" int, body text)
        returning id, created_at as "createdAt"`
  })
  const send = coalesced("bench.send", {
    key: ({ id }: typeof Row.Type) => id,
    many: Effect.fnUntraced(function*(rows) {
      const sent = new Map((yield* insert(rows)).map((row) => [row.id, row]))
      return rows.map(({ id }) => sent.get(id))
    }),
    one: (row) => Effect.map(Effect.orDie(insert([row])), ([sent]) => sent ?? { id: row.id, createdAt: new Date() })
  })
  return {
    list: (relationship: number, limit: number) => Effect.orDie(list({ relationship, limit })),
    send: (message: typeof Message.Type) => send({ ...message, id: mintId() })
  }
})

const nothing = Effect.succeed({
  list: () => Effect.succeed([]),
  send: () => Effect.sync(() => ({ id: mintId(), createdAt: new Date() }))
})

const serve = <R>(queries: Effect.Effect<Effect.Success<typeof nothing> | Effect.Success<typeof store>, never, R>) => {
  const handlers = HttpApiBuilder.group(
    Api,
    "moments",
    Effect.fn(function*(handlers) {
      const { list, send } = yield* queries
      return handlers.handleAll({
        list: ({ params, query }) => Effect.map(list(params.relationshipId, query.limit ?? 20), page),
        send: ({ payload }) => send(payload)
      })
    })
  )
  return Serving.layer(HttpApiBuilder.layer(Api).pipe(Layer.provide(handlers))).pipe(
    Layer.provide(Listener.layer({ host, port })),
    Layer.provide(Crypto.layer)
  )
}

const server = constant
  ? serve(nothing)
  : serve(store).pipe(Layer.provide(clientOf(socketPath, database)))
const ready = Layer.effectDiscard(Effect.sync(() => process.stdout.write("ready\n")))

NodeRuntime.runMain(Layer.launch(ready.pipe(Layer.provide(server), Layer.provide(Observability.layer))))
