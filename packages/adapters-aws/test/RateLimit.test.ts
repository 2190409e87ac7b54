import { suite } from "@lumi/core/testing/contracts/RateLimit"
import { Layer } from "effect"
import { layerDynamo } from "../src/RateLimit.ts"
import { testTable, withDynamo } from "../testing/Table.ts"

withDynamo(() => {
  suite("DynamoDB emulator", Layer.provide(layerDynamo, testTable))
})
