import { Memory } from "@lumi/core/testing"
import { suite as absence } from "@lumi/core/testing/contracts/Absence"
import { suite as edges } from "@lumi/core/testing/contracts/Edges"
import { suite } from "@lumi/core/testing/contracts/Pipeline"
import { Layer } from "effect"
import * as Stores from "../src/Stores.ts"
import { testDatabase } from "../testing/Database.ts"

// everything that is kept is kept in Postgres; hints go to a broker in memory, which has a contract of its own
const system = Stores.layer.pipe(Layer.provideMerge(testDatabase), Layer.provideMerge(Memory.layer))

suite("Postgres", system)
edges("Postgres", system)
absence("Postgres", system)
