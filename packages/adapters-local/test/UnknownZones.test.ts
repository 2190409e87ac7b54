import { Memory } from "@lumi/core/testing"
import { suite } from "@lumi/core/testing/contracts/UnknownZones"
import { Effect, Layer } from "effect"
import { SqlClient } from "effect/sql"
import * as Stores from "../src/Stores.ts"
import { testDatabase } from "../testing/Database.ts"

const system = Stores.layer.pipe(Layer.provideMerge(testDatabase), Layer.provideMerge(Memory.layer))

suite("Postgres", system, (receiver, date, zone) =>
  SqlClient.SqlClient.use((sql) =>
    Effect.andThen(
      sql`update account set zone = ${zone} where id = ${receiver}`,
      sql`update receiver_slot set zone = ${zone} where receiver = ${receiver} and starts = ${date}`
    )
  ))
