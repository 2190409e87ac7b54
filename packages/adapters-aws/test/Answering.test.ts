import { Memory } from "@lumi/core/testing"
import { suite } from "@lumi/core/testing/contracts/Answering"
import { Layer } from "effect"
import { testStores } from "../testing/Stores.ts"
import { withDynamo } from "../testing/Table.ts"

// everything is kept in the table; hints go to a broker in memory, which has a contract of its own
withDynamo(() => suite("DynamoDB emulator", Layer.provideMerge(testStores, Memory.layer)))
