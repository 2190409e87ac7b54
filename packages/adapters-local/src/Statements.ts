import { StoreUnavailable } from "@lumi/core/StoreUnavailable"
import { DateTime, Effect, Option, Schema } from "effect"
import { SqlError, SqlSchema } from "effect/sql"

/** A statement whose rows are decoded; what the request encodes to are its parameters. */
interface Query<Req extends Schema.Constraint, Res extends Schema.Constraint> {
  readonly Request: Req
  readonly Result: Res
  readonly execute: (
    request: Req["Encoded"]
  ) => Effect.Effect<ReadonlyArray<Record<string, unknown>>, SqlError.SqlError>
}

/** Rows as models are encoded: an instant is ISO 8601 text. */
const encoded = (rows: ReadonlyArray<Record<string, unknown>>) => {
  for (const row of rows) {
    for (const column in row) {
      const value = row[column]
      if (value instanceof Date) row[column] = value.toISOString()
    }
  }
  return rows
}

/** All rows of a statement, decoded. */
export const all = <Req extends Schema.Constraint, Res extends Schema.Constraint>(query: Query<Req, Res>) =>
  SqlSchema.findAll({ ...query, execute: (request) => Effect.map(query.execute(request), encoded) })

/** The one row that a statement has, if it has one. */
export const first = <Req extends Schema.Constraint, Res extends Schema.Constraint>(query: Query<Req, Res>) =>
  SqlSchema.findOneOption({ ...query, execute: (request) => Effect.map(query.execute(request), encoded) })

/** Many values as one parameter, a JSON array: the text of the statement is the same for one and for five hundred. */
export const many = <S extends Schema.Constraint>(schema: S) => Schema.fromJsonString(Schema.Array(schema))

/** An instant as a parameter, for rows that are made by hand. */
export const iso = (at: DateTime.Utc) => new Date(DateTime.toEpochMillis(at)).toISOString()
export const isoOrNull = (at: Option.Option<DateTime.Utc>) => Option.isSome(at) ? iso(at.value) : null

/** Before and after every id: where a list begins when nothing was read yet. */
export const lowest = "00000000-0000-0000-0000-000000000000"
export const highest = "ffffffff-ffff-ffff-ffff-ffffffffffff"

/** What waiting cannot help: the statement is wrong, or breaks a rule of the schema that its caller should have kept. */
const isBug = ({ reason }: SqlError.SqlError) =>
  reason._tag === "SqlSyntaxError" || reason._tag === "UniqueViolation" || reason._tag === "ConstraintError"

/** Fails as a store may: the outside is `StoreUnavailable`, a bug dies with its cause. */
export const as = (operation: string) =>
<A, E extends { readonly _tag: string }, R>(
  effect: Effect.Effect<A, E | SqlError.SqlError | Schema.SchemaError, R>
) =>
  effect.pipe(
    Effect.catchIf(
      (error): error is SqlError.SqlError => error._tag === "SqlError",
      (error) => isBug(error) ? Effect.die(error) : Effect.fail(new StoreUnavailable({ operation, cause: error }))
    ),
    // a transaction whose connection is gone cannot be rolled back either, which the driver takes for a bug
    Effect.catchDefect((defect) =>
      SqlError.isSqlError(defect) && !isBug(defect)
        ? Effect.fail(new StoreUnavailable({ operation, cause: defect }))
        : Effect.die(defect)
    ),
    Effect.catchIf((error): error is Schema.SchemaError => error._tag === "SchemaError", Effect.die)
  )
