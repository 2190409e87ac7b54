import { testStores } from "@lumi/adapters-aws/testing/Stores"
import { withDynamo } from "@lumi/adapters-aws/testing/Table"
import { Memory } from "@lumi/core/testing"
import { Layer } from "effect"
import { suite } from "./authorisation.ts"
import { worldOn } from "./world.ts"

withDynamo(() => suite("DynamoDB emulator", worldOn(testStores.pipe(Layer.provideMerge(Memory.layer)))))
