import { assert, layer } from "@effect/vitest"
import { Effect } from "effect"
import { SqlClient } from "effect/sql"
import { migrations } from "../migrations/index.ts"
import { check, migrate, type Migrations } from "../src/Migrations.ts"
import { testDatabase } from "../testing/Database.ts"

const names = Object.keys(migrations)
const last = names.at(-1) ?? ""

/** The name of the migration that would come next, or some further on. */
const next = (name: string, further = 1) => `${String(names.length + further).padStart(4, "0")}_${name}`

const createTable = (name: string) =>
  Effect.flatMap(SqlClient.SqlClient, (sql) => sql`create table ${sql(name)} (a int)`)

const applied = Effect.flatMap(
  SqlClient.SqlClient,
  (sql) => sql<{ name: string }>`select name from lumi_migrations order by migration_id`
).pipe(Effect.map((rows) => rows.map(({ name }) => name)))

const exists = (table: string) =>
  Effect.flatMap(
    SqlClient.SqlClient,
    (sql) => sql<{ exists: boolean }>`select to_regclass(${table}) is not null as exists`
  )
    .pipe(Effect.map(([row]) => row?.exists))

const refusal = (record: Migrations) => Effect.map(Effect.flip(migrate(record)), ({ message }) => message)

/** A delivery as it was kept before it had words to be found by. */
const old = Effect.fnUntraced(function*(text: string) {
  const sql = yield* SqlClient.SqlClient
  const id = crypto.randomUUID()
  yield* sql`insert into relationship (id, first_user, second_user, state, epoch, since, created_at)
    values (${id}, ${id}, ${id}, 'active', 1, '2026-11-25', now())`
  yield* sql`insert into delivery (receiver, date, id, relationship_id, affirmation_id, author, text, reason, chosen_at)
    values (${id}, '2026-11-25', ${id}, ${id}, ${id}, ${id}, ${text}, '{}', now())`
  return id
})

layer(testDatabase, { excludeTestServices: true })("Migrations", (it) => {
  it.effect("all have run once, so that nothing is left to do", () =>
    Effect.gen(function*() {
      assert.deepStrictEqual(yield* applied, names.map((name) => name.slice(5)))
      assert.deepStrictEqual(yield* migrate(), [])
      yield* check()
    }))

  it.effect("with a name or a number out of line are refused, not skipped", () =>
    Effect.gen(function*() {
      const nothing = Effect.void
      assert.include(yield* refusal({ ...migrations, later: nothing }), "later: a migration is called 0001_name")
      assert.include(yield* refusal({ ...migrations, [next("gap", 2)]: nothing }), "without a gap or a double")
      assert.include(yield* refusal({ ...migrations, "0001_twin": nothing }), "without a gap or a double")
    }))

  it.effect("of another Lumi are refused: renamed, or newer than this one", () =>
    Effect.gen(function*() {
      const { [last as keyof typeof migrations]: _, ...older } = migrations
      assert.include(yield* refusal(older), "the database is newer than this Lumi")
      assert.include(yield* refusal({ ...older, [`${last}_renamed`]: Effect.void }), `was migrated by ${last}`)
      assert.include((yield* Effect.flip(check(older))).message, "newer than this Lumi")
    }))

  it.effect("that are pending are named by a check that changes nothing", () =>
    Effect.gen(function*() {
      const error = yield* Effect.flip(check({ ...migrations, [next("pending")]: createTable("pending") }))
      assert.include(error.message, "run `lumi migrate`")
      assert.isFalse(yield* exists("pending"))
    }))

  it.effect("change nothing when one of them fails, and say why", () =>
    Effect.gen(function*() {
      const message = yield* refusal({
        ...migrations,
        [next("good")]: createTable("good"),
        [next("bad", 2)]: Effect.flatMap(SqlClient.SqlClient, (sql) => sql`create table bad (a no_such_type)`)
      })
      assert.include(message, 'nothing was changed: type "no_such_type" does not exist')
      assert.isFalse(yield* exists("good"))
      assert.strictEqual((yield* applied).length, names.length)
    }))

  it.effect("let old deliveries be found by their words", () =>
    Effect.gen(function*() {
      const sql = yield* SqlClient.SqlClient
      yield* sql`alter table delivery drop column terms`
      const texts = ["Near Évora.", "灯台", "…"]
      const ids = yield* Effect.forEach(texts, old)
      yield* migrations["0014_search"]
      const rows = yield* sql<{ id: string; terms: string }>`select id, terms::text as terms from delivery`
      const found = new Map(rows.map(({ id, terms }) => [id, terms]))
      assert.deepStrictEqual(ids.map((id) => found.get(id)), ["'evora' 'near'", "'台' '灯台'", ""])
    }))

  it.effect("run once when four start at the same time", () =>
    Effect.gen(function*() {
      const record = { ...migrations, [next("contended")]: createTable("contended") }
      const ran = yield* Effect.forEach([1, 2, 3, 4], () => migrate(record), { concurrency: "unbounded" })
      assert.deepStrictEqual(ran.flat(), [[names.length + 1, "contended"]])
    }))
})
