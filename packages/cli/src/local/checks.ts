import * as AffirmationSchedule from "@lumi/adapters-local/AffirmationSchedule"
import { home } from "@lumi/adapters-local/Home"
import * as Migrations from "@lumi/adapters-local/Migrations"
import { Postgres } from "@lumi/adapters-local/Postgres"
import * as Realtime from "@lumi/adapters-local/Realtime"
import * as Secrets from "@lumi/adapters-local/Secrets"
import { DateTime, Duration, Effect, Exit, Layer } from "effect"
import { SqlClient } from "effect/sql"
import { accessSync, constants, existsSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { explained } from "../explain.ts"
import { type Finding, look, runtime } from "../Finding.ts"
import { push } from "../push.ts"
import { zones } from "../zones.ts"

const directory = look(
  "home",
  Effect.flatMap(home, (dir) =>
    Effect.try({
      try: () => {
        if (existsSync(dir)) accessSync(dir, constants.R_OK | constants.W_OK | constants.X_OK)
        return existsSync(dir) ? dir : `${dir} (made at the first start)`
      },
      catch: () =>
        new Error(`${dir} cannot be read and written by this account: chown it, or set LUMI_HOME to another place`)
    }))
)

/** A home that was never used has nothing else to look at, unless the database is elsewhere. */
const started = Effect.map(home, (dir) => existsSync(dir) || process.env["DATABASE_URL"] !== undefined)

const secrets = look(
  "secrets",
  Effect.as(Effect.scoped(Layer.build(Secrets.layer)), "there, and readable by their owner alone")
)

const skew = Effect.fnUntraced(function*() {
  const sql = yield* SqlClient.SqlClient
  const [row] = yield* sql<{ now: Date }>`select clock_timestamp() as now`
  const away = DateTime.distance(DateTime.makeUnsafe(row!.now), yield* DateTime.now)
  const text = Duration.format(Duration.abs(away))
  if (Duration.isGreaterThan(Duration.abs(away), Duration.seconds(5))) {
    return yield* Effect.fail(
      new Error(`this machine and the database disagree about the time by ${text}: set both by NTP`)
    )
  }
  return "agrees with the database"
})

const schema = Effect.fnUntraced(function*() {
  const pending = yield* Migrations.pending()
  if (pending.length === 0) return "up to date"
  return yield* Effect.fail(new Error(`${pending.length} migrations are pending: lumi up runs them, or lumi migrate`))
})

interface GivenUp {
  readonly count: number
  readonly subject: string | null
  readonly reason: string | null
}

const changes = Effect.fnUntraced(function*() {
  const sql = yield* SqlClient.SqlClient
  const [{ count, reason, subject } = { count: 0, reason: null, subject: null }] = yield* sql<GivenUp>`select
    count(*) over ()::int as count, subject, reason from change where dead_at is not null order by id limit 1`
  return count === 0
    ? "all are handled or wait their turn"
    : `${count} could not be handled in the last two weeks (${subject} ${reason}): the log of that time says why`
})

/** What only a database that answers can tell. */
const database = Effect.gen(function*() {
  const context = yield* Effect.exit(Layer.build(Postgres.layerJoin))
  if (Exit.isFailure(context)) return [{ name: "database", ok: false, message: explained(context.cause) }]
  const inside = Effect.gen(function*() {
    const sql = yield* SqlClient.SqlClient
    const version = look(
      "database",
      Effect.map(sql<{ server: string }>`select version() as server`, ([row]) => (row?.server ?? "").split(" on ")[0]!)
    )
    const upToDate = yield* look("schema", schema())
    return [
      yield* version,
      upToDate,
      yield* look("clock", skew()),
      // what an older schema lacks need not be asked for
      ...(upToDate.ok
        ? [
          yield* look("changes", changes()),
          yield* look("zones", Effect.provide(zones, AffirmationSchedule.layer))
        ]
        : [])
    ]
  })
  return yield* Effect.provideContext(inside, context.value)
}).pipe(Effect.scoped)

const broker = look(
  "broker",
  Effect.as(
    Effect.scoped(Layer.build(Layer.provide(Realtime.layer, Secrets.layer))),
    process.env["MQTT_URL"] === undefined ? "in the process of lumi up" : "answers at MQTT_URL"
  ).pipe(Effect.timeout("10 seconds"))
)

const webApp = look(
  "web app",
  existsSync(fileURLToPath(new URL("../../../web/dist/index.html", import.meta.url)))
    ? Effect.succeed("built")
    : Effect.fail(new Error("is not built: npm run build"))
)

/** Looks at everything an instance needs, in the order it needs it. */
export const checks = Effect.gen(function*() {
  const findings: ReadonlyArray<Finding> = [
    yield* runtime,
    yield* directory,
    yield* webApp,
    yield* push,
    // looking at what is not there yet would make it
    ...((yield* started) ? [yield* secrets, ...(yield* database), yield* broker] : [])
  ]
  return findings
})
