import { PgClient } from "@effect/sql-pg"
import { type Config, Context, Effect, Layer, Option, Redacted } from "effect"
import type { SqlClient } from "effect/sql"
import { EmbeddedPostgres, type Options } from "./EmbeddedPostgres.ts"
import { home } from "./Home.ts"
import { PostgresError } from "./postgres/PostgresError.ts"
import { targetOf, watched } from "./postgres/Watched.ts"
import { secretConfig, type SecretFileUnreadable } from "./SecretConfig.ts"

export { PostgresError }

/**
 * Statements of all fibers share few connections and are prepared once on each. A transaction or a listener takes one
 * for itself: four are for work, two for those who listen all the time.
 */
const pool = {
  maxConnections: 6,
  multiplex: true,
  applicationName: "lumi",
  startupParameters: {
    timezone: "UTC",
    // what is read is in memory or on a solid-state disk, where a page is as near as the next one: indexes are worth it
    random_page_cost: "1.1"
  }
}

/** In an instance whoever waits for somebody else's lock gives up, and those behind it on the same connection go on. */
const impatient = { startupParameters: { ...pool.startupParameters, statement_timeout: "10s" } }

const oldest = 15

const verify = Effect.fn("Postgres.verify")(function*(sql: SqlClient.SqlClient) {
  const rows = yield* sql<{ version: number; encoding: string }>`select
    current_setting('server_version_num')::int / 10000 as version, current_setting('server_encoding') as encoding`
  const { encoding = "", version = 0 } = rows[0] ?? {}
  if (version >= oldest && encoding === "UTF8") return
  return yield* new PostgresError({
    reason: "OtherVersion",
    message: version < oldest
      ? `DATABASE_URL leads to PostgreSQL ${version}, Lumi needs ${oldest} or newer: upgrade it, or unset DATABASE_URL`
      : `the database of DATABASE_URL is encoded in ${encoding}, Lumi needs UTF8: create one with encoding 'UTF8'`
  })
})

const connect = (where: string, options: PgClient.PgPoolConfig) =>
  PgClient.layerFrom(
    PgClient.make({ ...pool, ...options }).pipe(
      Effect.tap(verify),
      Effect.catchTag("SqlError", (cause) =>
        new PostgresError({ reason: "Unreachable", message: `${where} cannot be used: ${cause.message}`, cause }))
    )
  )

/** A client of the server on a socket. */
export const clientOf = (socketPath: string, database = "postgres", options: PgClient.PgPoolConfig = {}) =>
  connect(`the database on ${socketPath}`, {
    host: "localhost",
    path: socketPath,
    username: "lumi",
    database,
    ...options
  })

/** Host and database of an address, without the user and the password. */
const withoutPassword = (url: Redacted.Redacted<string>): string => {
  const parsed = URL.parse(Redacted.value(url))
  return parsed === null ? "DATABASE_URL" : `DATABASE_URL (${parsed.host}${parsed.pathname})`
}

/** What the network may cut off without a word. */
const watch = (url: Redacted.Redacted<string>): Pick<PgClient.PgPoolConfig, "stream"> => {
  const target = targetOf(Redacted.value(url))
  return target === undefined ? {} : { stream: watched(target) }
}

/** A client of the same database whose statements may take as long as they need: for changes of the schema. */
export const patient = PgClient.layerFrom(
  Effect.flatMap(PgClient.PgClient, ({ config }) =>
    PgClient.make({
      ...config,
      stream: undefined,
      startupParameters: { ...config.startupParameters, statement_timeout: "0" }
    }))
)

const external = (url: Redacted.Redacted<string>, mayMigrate: boolean) =>
  Layer.merge(
    connect(withoutPassword(url), { url, ...impatient, ...watch(url) }),
    Layer.succeed(Postgres, Postgres.of({ mayMigrate, died: Effect.never }))
  )

const embedded = (server: Layer.Layer<EmbeddedPostgres, PostgresError>) =>
  Layer.unwrap(
    Effect.map(EmbeddedPostgres, ({ died, owns, socketPath }) =>
      Layer.merge(
        clientOf(socketPath, "postgres", impatient),
        Layer.succeed(Postgres, Postgres.of({ mayMigrate: owns, died }))
      ))
  ).pipe(
    Layer.provide(server)
  )

type Database = Layer.Layer<
  SqlClient.SqlClient | PgClient.PgClient | Postgres,
  PostgresError | SecretFileUnreadable | Config.ConfigError
>

const choose = (
  mayMigrate: boolean,
  server: (options: Options) => Layer.Layer<EmbeddedPostgres, PostgresError>
): Database =>
  Layer.unwrap(Effect.gen(function*() {
    const url = yield* secretConfig("DATABASE_URL")
    return Option.isSome(url) ? external(url.value, mayMigrate) : embedded(server({ dir: yield* home }))
  }))

/** The database of this instance: the one of `DATABASE_URL`, or the embedded one in `LUMI_HOME`. */
export class Postgres extends Context.Service<Postgres, {
  /** the schema is ours to change; not so for a command beside a running Lumi */
  readonly mayMigrate: boolean
  /** never succeeds; fails when the embedded server is gone, and then this process should end */
  readonly died: Effect.Effect<never, PostgresError>
}>()("@lumi/adapters-local/Postgres") {
  /** For the app: owns the embedded server. */
  static readonly layer = choose(true, EmbeddedPostgres.layer)

  /** For a command: joins the embedded server of a running Lumi, else owns it for its short life. */
  static readonly layerJoin = choose(false, EmbeddedPostgres.layerJoin)
}
