import { Memory } from "@lumi/core/testing"
import { suite } from "@lumi/core/testing/contracts/Leaving"
import { Layer } from "effect"
import { testStores } from "../testing/Stores.ts"
import { withDynamo } from "../testing/Table.ts"

withDynamo(() => suite("DynamoDB emulator", testStores.pipe(Layer.provideMerge(Memory.layer)), 50))
