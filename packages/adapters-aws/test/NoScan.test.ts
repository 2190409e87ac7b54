import { DynamoDBClient, ScanCommand } from "@aws-sdk/client-dynamodb"
import { assert, it, layer } from "@effect/vitest"
import { Memory, Story } from "@lumi/core/testing"
import { Effect, Layer } from "effect"
import * as Sdk from "../src/dynamo/Sdk.ts"
import { forbidden, sent } from "../testing/NoScan.ts"
import { testStores } from "../testing/Stores.ts"
import { withDynamo } from "../testing/Table.ts"

it("there is no way to a Scan among the commands that stores have", () => {
  const commands = Object.keys(Sdk).filter((name) => name.endsWith("Command"))
  assert.isAbove(commands.length, 5)
  for (const name of forbidden) assert.notInclude(commands, name)
})

it("whoever sends a Scan in a test with a table fails", () => {
  const client = new DynamoDBClient({ endpoint: "http://127.0.0.1:9", region: "none" })
  assert.throws(() => void client.send(new ScanCommand({ TableName: "any" })), /whole table/)
})

withDynamo(() => {
  layer(testStores.pipe(Layer.provideMerge(Memory.layer)))("what stores send (DynamoDB emulator)", (it) => {
    it.effect("is seen, and holds no Scan", () =>
      Effect.gen(function*() {
        sent.clear()
        const { first, relationship, second } = yield* Story.couple("Ada", "Ben")
        yield* Story.write(relationship, first, "one", "two")
        assert.strictEqual(yield* Story.deliver(relationship, second), "sent")
        const names = [...sent.keys()]
        assert.includeMembers(names, ["GetItemCommand", "QueryCommand", "PutItemCommand", "TransactWriteItemsCommand"])
        for (const name of forbidden) assert.notInclude(names, name)
      }))
  })
})
