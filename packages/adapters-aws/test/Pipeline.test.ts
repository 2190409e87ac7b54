import { Memory } from "@lumi/core/testing"
import { suite as absence } from "@lumi/core/testing/contracts/Absence"
import { suite as edges } from "@lumi/core/testing/contracts/Edges"
import { suite } from "@lumi/core/testing/contracts/Pipeline"
import { Layer } from "effect"
import { testJobQueue } from "../testing/Queues.ts"
import { testStores } from "../testing/Stores.ts"
import { withDynamo } from "../testing/Table.ts"

// everything is kept in the table and queued in SQS; hints go to a broker in memory, which has a contract of its own
const system = Layer.merge(testStores, testJobQueue).pipe(Layer.provideMerge(Memory.layer))

withDynamo(() => {
  suite("DynamoDB and SQS emulators", system)
  edges("DynamoDB and SQS emulators", system)
  absence("DynamoDB and SQS emulators", system)
})
