import { Effect, Layer, Predicate } from "effect"
import { Migrator, SqlClient } from "effect/sql"
import { migrations } from "../migrations/index.ts"
import { patient, Postgres } from "./Postgres.ts"

/** Migrations by name: `0001_auth`. */
export type Migrations = Readonly<Record<string, Effect.Effect<unknown, unknown, SqlClient.SqlClient>>>

interface Applied {
  readonly id: number
  readonly name: string
}

const table = "lumi_migrations"
const refuse = (message: string) => new Migrator.MigrationError({ kind: "BadState", message })

/** What the migrator would ignore or skip in silence: a name it cannot read, a number out of line. */
const misnamed = (names: ReadonlyArray<string>): string | undefined => {
  for (const [index, name] of names.entries()) {
    if (!/^\d{4}_\w+$/.test(name)) return `${name}: a migration is called 0001_name`
    if (Number(name.slice(0, 4)) !== index + 1) return `${name}: numbers run from 0001 without a gap or a double`
  }
  return undefined
}

const disagreement = (names: ReadonlyArray<string>, applied: ReadonlyArray<Applied>): string | undefined => {
  if (applied.length > names.length) {
    return `the database is newer than this Lumi (it has ${applied.length} migrations, this Lumi knows ${names.length}):`
      + " start the newer Lumi"
  }
  for (const [index, { id, name }] of applied.entries()) {
    const theirs = `${String(id).padStart(4, "0")}_${name}`
    if (names[index] !== theirs) {
      return `the database was migrated by ${theirs}, this Lumi has ${names[index]}: start the Lumi it belongs to`
    }
  }
  return undefined
}

const guard = Effect.fn("Migrations.guard")(function*(record: Migrations) {
  const names = Object.keys(record).toSorted()
  const wrongName = misnamed(names)
  if (wrongName !== undefined) return yield* refuse(wrongName)
  const sql = yield* SqlClient.SqlClient
  const applied = yield* sql<Applied>`select migration_id::int as id, name from ${sql(table)} order by migration_id`
  const wrong = disagreement(names, applied)
  if (wrong !== undefined) return yield* refuse(wrong)
  return names.slice(applied.length)
})

/** The guard is the loader, so it runs in the migrator's transaction, under its lock on the table. */
const loader = (record: Migrations) =>
  guard(record).pipe(Effect.catchTag("SqlError", Effect.die), Effect.andThen(Migrator.fromRecord(record)))

const deepest = (cause: unknown): string =>
  Predicate.hasProperty(cause, "cause") && cause.cause !== undefined
    ? deepest(cause.cause)
    : Predicate.hasProperty(cause, "message")
    ? String(cause.message)
    : String(cause)

const withReason = (error: Migrator.MigrationError) =>
  error.kind === "Failed"
    ? new Migrator.MigrationError({
      ...error,
      message: `${error.message}, so nothing was changed: ${deepest(error.cause)}`
    })
    : error

/** Runs what is pending, all of it or nothing, and says what ran. */
export const migrate = (record: Migrations = migrations) =>
  Migrator.make({})({ loader: loader(record), table }).pipe(
    Effect.catchTag("MigrationError", (error) => Effect.fail(withReason(error)))
  )

/** The migrations that would run, in order; fails where the database and this Lumi disagree. */
export const pending = Effect.fn("Migrations.pending")(function*(record: Migrations = migrations) {
  const sql = yield* SqlClient.SqlClient
  const [found] = yield* sql<{ exists: boolean }>`select to_regclass(${table}) is not null as exists`
  return found?.exists === true ? yield* guard(record) : Object.keys(record)
})

/** Fails unless the database is exactly what this Lumi expects; changes nothing. */
export const check = Effect.fn("Migrations.check")(function*(record: Migrations = migrations) {
  const lacking = yield* pending(record)
  if (lacking.length === 0) return
  return yield* refuse(
    `the database lacks ${lacking.length} migrations of this Lumi: restart the Lumi that runs on it, or run \`lumi migrate\``
  )
})

/** Brings the schema up to date where it is ours to change, else only makes sure that it fits. */
export const layer = Layer.effectDiscard(Effect.gen(function*() {
  const { mayMigrate } = yield* Postgres
  yield* mayMigrate ? Effect.provide(migrate(), patient) : check()
}))
