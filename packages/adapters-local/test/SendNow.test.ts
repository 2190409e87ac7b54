import { Memory } from "@lumi/core/testing"
import { suite } from "@lumi/core/testing/contracts/SendNow"
import { Layer } from "effect"
import * as Stores from "../src/Stores.ts"
import { testDatabase } from "../testing/Database.ts"

// everything that is kept is kept in Postgres; hints go to a broker in memory, which has a contract of its own
suite("Postgres", Stores.layer.pipe(Layer.provideMerge(testDatabase), Layer.provideMerge(Memory.layer)))
