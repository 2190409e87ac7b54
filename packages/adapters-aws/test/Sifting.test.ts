import { assert, layer } from "@effect/vitest"
import { Affirmation } from "@lumi/core/affirmations/Affirmation"
import { AffirmationStore } from "@lumi/core/affirmations/AffirmationStore"
import { affirmationOf, couple } from "@lumi/core/testing/contracts/Couples"
import { Effect, Option } from "effect"
import { Dynamo } from "../src/Dynamo.ts"
import { itemOf } from "../src/dynamo/Affirmations.ts"
import { testStores } from "../testing/Stores.ts"
import { withDynamo } from "../testing/Table.ts"

withDynamo(() => {
  layer(testStores, { timeout: "4 minutes", excludeTestServices: true })("A long shelf (DynamoDB emulator)", (it) => {
    it.effect("is looked through a part at a time: a page may be empty and go on, and what is last is found", () =>
      Effect.gen(function*() {
        const store = yield* AffirmationStore
        const dynamo = yield* Dynamo
        const relationship = yield* couple()
        const all = Array.from(
          { length: 1100 },
          (_, n) => new Affirmation({ ...affirmationOf(relationship), paused: n === 0 })
        )
        yield* dynamo.putMany(all.map(itemOf))
        const shelf = { relationship: relationship.id, author: relationship.first }
        const one = yield* store.list(shelf, Option.none(), 50, "paused")
        assert.deepStrictEqual(one, { items: [], next: Option.some(all[100]!.id) })
        assert.deepStrictEqual(yield* store.list(shelf, one.next, 50, "paused"), {
          items: [all[0]!],
          next: Option.none()
        })
        assert.deepStrictEqual((yield* store.list(shelf, Option.none(), 50, "never-sent")).items.length, 50)
      }))
  })
})
