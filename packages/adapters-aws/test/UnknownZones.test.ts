import { WallTime } from "@lumi/core/affirmations/Slot"
import { Memory } from "@lumi/core/testing"
import { suite } from "@lumi/core/testing/contracts/UnknownZones"
import { Effect, Layer } from "effect"
import { Dynamo } from "../src/Dynamo.ts"
import * as Slots from "../src/dynamo/Slots.ts"
import { testStores } from "../testing/Stores.ts"
import { withDynamo } from "../testing/Table.ts"

const system = testStores.pipe(Layer.provideMerge(Memory.layer))

withDynamo(() =>
  suite("DynamoDB emulator", system, (receiver, date, zone) =>
    Effect.gen(function*() {
      const dynamo = yield* Dynamo
      const slot = { zone, time: WallTime.make("00:15") }
      const partition = Slots.partition(slot, Slots.shardOf(receiver))
      yield* Slots.registering(dynamo)([slot])
      yield* dynamo.update({ PK: `USER#${receiver}`, SK: "PROFILE" }, { by: "SET #zone = :zone", values: { zone } })
      yield* dynamo.update(Slots.key(receiver, date), {
        by: "SET #zone = :zone, #GSI2PK = :partition",
        values: { zone, partition }
      })
    }))
)
