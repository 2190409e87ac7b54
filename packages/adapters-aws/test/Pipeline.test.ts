import { Memory } from "@lumi/core/testing"
import { suite } from "@lumi/core/testing/contracts/Pipeline"
import { Layer } from "effect"
import { testStores } from "../testing/Stores.ts"
import { withDynamo } from "../testing/Table.ts"

// everything that is kept is kept in the table; hints and jobs have contracts of their own
withDynamo(() => suite("DynamoDB emulator", testStores.pipe(Layer.provideMerge(Memory.layer))))
