import { layer } from "@lumi/adapters-aws/AuthStore"
import { testTable, withDynamo } from "@lumi/adapters-aws/testing/Table"
import { Layer } from "effect"
import { journey } from "./authJourney.ts"

withDynamo(() => {
  journey("Accounts on the DynamoDB emulator", Layer.orDie(layer.pipe(Layer.provide(testTable))))
})
