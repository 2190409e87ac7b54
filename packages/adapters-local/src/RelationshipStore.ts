import { UserId } from "@lumi/core/accounts/Account"
import { ofRelationship } from "@lumi/core/changes/Change"
import * as Page from "@lumi/core/Page"
import { Relationship, RelationshipId, RelationshipNotFound } from "@lumi/core/relationships/Relationship"
import { RelationshipStore } from "@lumi/core/relationships/RelationshipStore"
import { Effect, Layer, Option, Schema } from "effect"
import { SqlClient } from "effect/sql"
import { note } from "./ChangeFeed.ts"
import * as Statements from "./Statements.ts"

/** The columns of a relationship, as the model names them. */
export const columns = `r.id, r.first_user as first, r.second_user as second, r.state, r.epoch, r.since,
  r.created_at as "createdAt"`

const orNotFound = Effect.flatMap(Option.match({
  onNone: () => Effect.fail(new RelationshipNotFound()),
  onSome: (relationship: Relationship) => Effect.succeed(relationship)
}))

const make = Effect.gen(function*() {
  const sql = yield* SqlClient.SqlClient
  const noted = note(sql)
  const select = sql.literal(`select ${columns}`)

  const find = Statements.first({
    Request: RelationshipId,
    Result: Relationship,
    execute: (id) => sql`${select} from relationship r where r.id = ${id}`
  })
  const ofUser = Statements.first({
    Request: UserId,
    Result: Relationship,
    execute: (user) =>
      sql`${select} from relationship_member m join relationship r on r.id = m.relationship_id where m.user_id = ${user}`
  })
  const findMany = Statements.all({
    Request: Statements.many(RelationshipId),
    Result: Relationship,
    execute: (ids) =>
      sql`${select} from relationship r
        where r.id in (select value::uuid from jsonb_array_elements_text(${ids}::jsonb))`
  })
  /** Waits for whoever sends in it: they hold its row until what they wrote is written. */
  const end = Statements.first({
    Request: RelationshipId,
    Result: Relationship,
    execute: (id) =>
      sql`update relationship r set state = 'ending', epoch = r.epoch + 1 where r.id = ${id} and r.state = 'active'
        returning ${sql.literal(columns)}`
  })
  const list = Statements.all({
    Request: Schema.Struct({ after: Schema.String, limit: Schema.Int }),
    Result: Relationship,
    execute: ({ after, limit }) =>
      sql`${select} from relationship r where r.id > ${after}::uuid order by r.id limit ${limit}`
  })

  return RelationshipStore.of({
    find: Effect.fn("RelationshipStore.find")(
      find,
      orNotFound,
      Statements.as("RelationshipStore.find")
    ),
    ofUser: Effect.fn("RelationshipStore.ofUser")(ofUser, Statements.as("RelationshipStore.ofUser")),
    findMany: Effect.fn("RelationshipStore.findMany")(findMany, Statements.as("RelationshipStore.findMany")),
    end: Effect.fn("RelationshipStore.end")(
      function*(id) {
        const ended = yield* end(id)
        if (Option.isSome(ended)) yield* noted(ofRelationship(ended.value))
        return yield* orNotFound(Option.isSome(ended) ? Effect.succeed(ended) : find(id))
      },
      sql.withTransaction,
      Statements.as("RelationshipStore.end")
    ),
    list: Effect.fn("RelationshipStore.list")(
      (after, limit) =>
        Effect.map(
          list({ after: Option.getOrElse(after, () => Statements.lowest), limit: limit + 1 }),
          (rows) => Page.of(rows, limit, ({ id }) => id)
        ),
      Statements.as("RelationshipStore.list")
    )
  })
})

/** Relationships in the tables `relationship` and `relationship_member`. */
export const layer: Layer.Layer<RelationshipStore, never, SqlClient.SqlClient> = Layer.effect(RelationshipStore, make)
