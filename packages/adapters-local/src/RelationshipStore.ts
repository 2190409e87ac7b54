import { UserId } from "@lumi/core/accounts/Account"
import * as Page from "@lumi/core/Page"
import { Relationship, RelationshipId, RelationshipNotFound } from "@lumi/core/relationships/Relationship"
import { RelationshipStore } from "@lumi/core/relationships/RelationshipStore"
import { Effect, Layer, Option, Schema } from "effect"
import { SqlClient } from "effect/sql"
import * as Statements from "./Statements.ts"

/** The columns of a relationship, as the model names them. */
export const columns = `r.id, r.first_user as first, r.second_user as second, r.state, r.epoch, r.since,
  r.created_at as "createdAt"`

const make = Effect.gen(function*() {
  const sql = yield* SqlClient.SqlClient
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
  const list = Statements.all({
    Request: Schema.Struct({ after: Schema.String, limit: Schema.Int }),
    Result: Relationship,
    execute: ({ after, limit }) =>
      sql`${select} from relationship r where r.id > ${after}::uuid order by r.id limit ${limit}`
  })

  return RelationshipStore.of({
    find: Effect.fn("RelationshipStore.find")(
      find,
      Effect.flatMap(Option.match({
        onNone: () => Effect.fail(new RelationshipNotFound()),
        onSome: (relationship) => Effect.succeed(relationship)
      })),
      Statements.as("RelationshipStore.find")
    ),
    ofUser: Effect.fn("RelationshipStore.ofUser")(ofUser, Statements.as("RelationshipStore.ofUser")),
    findMany: Effect.fn("RelationshipStore.findMany")(findMany, Statements.as("RelationshipStore.findMany")),
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
