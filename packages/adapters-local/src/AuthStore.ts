import { type AuthItem, type AuthKey, ConditionFailed, failedSteps, keyOf, mistake } from "@lumi/core/accounts/AuthItem"
import { AuthStore } from "@lumi/core/accounts/AuthStore"
import { StoreUnavailable } from "@lumi/core/StoreUnavailable"
import { DateTime, Effect, Layer, Option, Schedule, Schema } from "effect"
import { SqlClient, SqlSchema } from "effect/sql"
import { coalesced } from "./Coalesced.ts"

const Row = Schema.Struct({
  pk: Schema.String,
  sk: Schema.String,
  ver: Schema.Int,
  v: Schema.JsonObject,
  ttl: Schema.NullOr(Schema.Int)
})

const fromRow = ({ pk, sk, ttl, v, ver }: typeof Row.Type): AuthItem => ({
  pk,
  sk,
  version: ver,
  value: v,
  expiresAt: Option.map(Option.fromNullOr(ttl), (seconds) => DateTime.makeUnsafe(seconds * 1000))
})

const toRow = ({ expiresAt, pk, sk, value, version }: AuthItem) => ({
  pk,
  sk,
  ver: version,
  v: value,
  ttl: Option.match(expiresAt, { onNone: () => null, onSome: (end) => Math.floor(end.epochMilliseconds / 1000) })
})

const orUnavailable = (operation: string) => <A, E, R>(effect: Effect.Effect<A, E, R>) =>
  Effect.mapError(effect, (cause) => new StoreUnavailable({ operation, cause }))

/** Deletes what has expired, a thousand items at a time, leaving alone what a transaction holds; says how many went. */
export const sweep = Effect.fn("AuthStore.sweep")(function*() {
  const sql = yield* SqlClient.SqlClient
  const now = Math.floor((yield* DateTime.now).epochMilliseconds / 1000)
  let swept = 0
  for (let page = 1000; page === 1000; swept += page) {
    const gone = yield* sql`delete from auth_item where (pk, sk) in (
      select pk, sk from auth_item where ttl < ${now} limit 1000 for update skip locked
    ) returning 1`
    page = gone.length
  }
  return swept
}, orUnavailable("AuthStore.sweep"))

const make = Effect.gen(function*() {
  const sql = yield* SqlClient.SqlClient

  const key = Schema.Struct({ pk: Schema.String, sk: Schema.String })
  const one = SqlSchema.findOneOption({
    Request: key,
    Result: Row,
    execute: ({ pk, sk }) =>
      sql`select pk, sk, ver, v, ttl::float8 as ttl from auth_item where pk = ${pk} and sk = ${sk}`
  })
  const many = SqlSchema.findAll({
    Request: Schema.fromJsonString(Schema.Array(key)),
    Result: Row,
    execute: (keys) =>
      sql`select pk, sk, ver, v, ttl::float8 as ttl
        from jsonb_to_recordset(${keys}::jsonb) as k(pk text, sk text) join auth_item using (pk, sk)`
  })
  const partition = SqlSchema.findAll({
    Request: Schema.String,
    Result: Row,
    execute: (pk) => sql`select pk, sk, ver, v, ttl::float8 as ttl from auth_item where pk = ${pk} order by sk`
  })

  /** Every writer locks the keys it names, all in the same order: what is checked stays true until it is written. */
  const lock = (keys: string) =>
    sql`select pg_advisory_xact_lock(h) from (
      select distinct hashtextextended(pk || chr(10) || sk, 0) as h
      from jsonb_to_recordset(${keys}::jsonb) as k(pk text, sk text) order by 1
    ) s`
  const versions = (keys: string) =>
    sql<AuthKey & { readonly ver: number }>`select pk, sk, ver
      from jsonb_to_recordset(${keys}::jsonb) as k(pk text, sk text) join auth_item using (pk, sk)`
  const put = (items: ReadonlyArray<AuthItem>) =>
    sql`insert into auth_item (pk, sk, ver, v, ttl)
      select pk, sk, ver, v, ttl from jsonb_to_recordset(${JSON.stringify(items.map(toRow))}::jsonb)
        as k(pk text, sk text, ver int, v jsonb, ttl bigint)
      on conflict (pk, sk) do update set ver = excluded.ver, v = excluded.v, ttl = excluded.ttl`
  const remove = (keys: ReadonlyArray<AuthKey>) =>
    sql`delete from auth_item a using jsonb_to_recordset(${
      JSON.stringify(keys.map(({ pk, sk }) => ({ pk, sk })))
    }::jsonb)
      as k(pk text, sk text) where a.pk = k.pk and a.sk = k.sk`

  // who is signed in is asked with every request: what is asked in one turn of the event loop is one statement
  let turns = 0
  const get = coalesced("AuthStore.get", {
    key: () => String(++turns),
    many: Effect.fnUntraced(function*(keys: ReadonlyArray<AuthKey>) {
      const items = new Map((yield* many(keys)).map((row) => [keyOf(row), fromRow(row)]))
      return keys.map((key) => Option.fromUndefinedOr(items.get(keyOf(key))))
    }),
    one: (key: AuthKey) =>
      one(key).pipe(
        Effect.catchTag("SchemaError", Effect.die),
        orUnavailable("AuthStore.get"),
        Effect.map(Option.map(fromRow))
      )
  })

  return AuthStore.of({
    get,
    query: Effect.fn("AuthStore.query")(
      partition,
      Effect.catchTag("SchemaError", Effect.die),
      orUnavailable("AuthStore.query"),
      Effect.map((rows) => rows.map(fromRow))
    ),
    transact: Effect.fn("AuthStore.transact")(
      function*(writes) {
        const wrong = mistake(writes)
        if (wrong !== undefined) return yield* Effect.die(new Error(wrong))
        const keys = JSON.stringify(writes.map(({ pk, sk }) => ({ pk, sk })))
        yield* lock(keys)
        const found = new Map((yield* versions(keys)).map((row) => [keyOf(row), row.ver]))
        const steps = failedSteps(writes, (key) => found.get(keyOf(key)))
        if (steps.length > 0) return yield* new ConditionFailed({ steps })
        const removed = writes.filter(({ kind }) => kind === "remove")
        const puts = writes.filter((write) => write.kind === "put")
        if (removed.length > 0) yield* remove(removed)
        if (puts.length > 0) yield* put(puts)
      },
      sql.withTransaction,
      Effect.catchTag("SqlError", (cause) => new StoreUnavailable({ operation: "AuthStore.transact", cause }))
    )
  })
})

/** What sign-in keeps, in the table `auth_item`; what has expired is swept once an hour. */
export const layer: Layer.Layer<AuthStore, never, SqlClient.SqlClient> = Layer.merge(
  Layer.effect(AuthStore, make),
  Layer.effectDiscard(
    sweep().pipe(
      Effect.catch(Effect.logWarning),
      Effect.schedule(Schedule.spaced("1 hour")),
      Effect.forkScoped
    )
  )
)
