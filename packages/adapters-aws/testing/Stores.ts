import type { Affirmation } from "@lumi/core/affirmations/Affirmation"
import { Effect, Layer } from "effect"
import { Dynamo } from "../src/Dynamo.ts"
import { itemOf } from "../src/dynamo/Affirmations.ts"
import { membershipKey } from "../src/dynamo/Couples.ts"
import { layer as stores } from "../src/Stores.ts"
import { testTable } from "./Table.ts"

/** Every store on a table of the test file's own. */
export const testStores = stores.pipe(Layer.provideMerge(testTable))

/** Fills a shelf: its limit is held by the count, so that the first hundred are enough to be read. */
export const fill = Effect.fnUntraced(function*(affirmations: ReadonlyArray<Affirmation>) {
  const dynamo = yield* Dynamo
  yield* dynamo.putMany(affirmations.slice(0, 100).map(itemOf))
  yield* dynamo.update(membershipKey(affirmations[0]!.author), {
    by: "SET #affirmations = :count, #drawable = :count",
    values: { count: affirmations.length }
  })
})
