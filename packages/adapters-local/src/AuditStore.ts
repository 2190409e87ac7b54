import { AuditEntry } from "@lumi/core/audit/AuditEntry"
import { AuditStore } from "@lumi/core/audit/AuditStore"
import * as Page from "@lumi/core/Page"
import { RelationshipId } from "@lumi/core/relationships/Relationship"
import { Effect, Layer, Option, Schema } from "effect"
import { SqlClient } from "effect/sql"
import * as Statements from "./Statements.ts"

const make = Effect.gen(function*() {
  const sql = yield* SqlClient.SqlClient

  const add = Statements.all({
    Request: AuditEntry,
    Result: Schema.Unknown,
    execute: ({ about, at, id, relationship, what, who }) =>
      sql`insert into audit (id, relationship_id, at, who, what, about)
        values (${id}, ${relationship}, ${at}, ${who}, ${what}, ${about}) on conflict do nothing`
  })
  const list = Statements.all({
    Request: Schema.Struct({ relationship: RelationshipId, after: Schema.String, limit: Schema.Int }),
    Result: AuditEntry,
    execute: ({ after, limit, relationship }) =>
      sql`select id, relationship_id as relationship, at, who, what, about from audit
        where relationship_id = ${relationship} and id < ${after}::uuid order by id desc limit ${limit}`
  })

  return AuditStore.of({
    add: Effect.fn("AuditStore.add")((entry) => add(entry), Effect.asVoid, Statements.as("AuditStore.add")),
    list: Effect.fn("AuditStore.list")(
      (relationship, after, limit) =>
        Effect.map(
          list({ relationship, after: Option.getOrElse(after, () => Statements.highest), limit: limit + 1 }),
          (rows) => Page.of(rows, limit, ({ id }) => id)
        ),
      Statements.as("AuditStore.list")
    )
  })
})

/** Audit logs in the table `audit`. */
export const layer: Layer.Layer<AuditStore, never, SqlClient.SqlClient> = Layer.effect(AuditStore, make)
