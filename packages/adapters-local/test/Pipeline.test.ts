import { suite } from "@lumi/core/testing/contracts/Pipeline"
import { Memory } from "@lumi/core/testing"
import { Layer } from "effect"
import * as Adapters from "../src/Adapters.ts"
import { testDatabase } from "../testing/Database.ts"

// everything that is kept is kept in Postgres; hints go to a broker in memory, which has a contract of its own
suite("Postgres", Adapters.stores.pipe(Layer.provideMerge(testDatabase), Layer.provideMerge(Memory.layer)))
