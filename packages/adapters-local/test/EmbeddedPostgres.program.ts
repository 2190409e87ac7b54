// A Lumi of its own process: `node EmbeddedPostgres.program.ts app|command` with LUMI_HOME. Says "ready" and what it has,
// then waits for its end. With a third word, `writes`, it says "row n" for each row that the database has acknowledged.
import * as NodeRuntime from "@effect/platform-node/NodeRuntime"
import { Console, Effect } from "effect"
import { SqlClient } from "effect/sql"
import { Postgres } from "../src/Postgres.ts"

const database = process.argv[2] === "app" ? Postgres.layer : Postgres.layerJoin
const writes = process.argv[3] === "writes"

const write = Effect.gen(function*() {
  const sql = yield* SqlClient.SqlClient
  if (!writes) return yield* Effect.never
  for (let n = 1;; n++) {
    yield* sql`insert into kept (what) values (${`row ${n}`})`
    yield* Console.log(`row ${n}`)
  }
})

const program = Effect.gen(function*() {
  const sql = yield* SqlClient.SqlClient
  const { died, mayMigrate } = yield* Postgres
  yield* sql`create table if not exists kept (what text)`
  // what an app still writes on its way out must find the server alive
  yield* Effect.addFinalizer(() => Effect.ignore(sql`insert into kept values ('goodbye')`))
  yield* Console.log(`ready ${mayMigrate}`)
  return yield* Effect.raceFirst(died, write)
}).pipe(Effect.scoped, Effect.provide(database))

const reported = Effect.catchTag(
  program,
  "PostgresError",
  (error) =>
    Console.error(`${error.reason}: ${error.message}`).pipe(
      Effect.andThen(Effect.sync(() => {
        process.exitCode = 1
      }))
    )
)

NodeRuntime.runMain(reported)
