import { UserId } from "@lumi/core/accounts/Account"
import type { Affirmation } from "@lumi/core/affirmations/Affirmation"
import type { RelationshipId } from "@lumi/core/relationships/Relationship"
import { Effect, Layer, Option, Schema } from "effect"
import { Dynamo } from "../src/Dynamo.ts"
import { itemOf } from "../src/dynamo/Affirmations.ts"
import { membershipKey, metaKey } from "../src/dynamo/Couples.ts"
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

const Two = Schema.Struct({ first: UserId, second: UserId })

/** Lets a relationship end, which no port can do yet: for tests of what must not happen from then on. */
export const end = Effect.fnUntraced(function*(id: RelationshipId) {
  const dynamo = yield* Dynamo
  const { first, second } = yield* Schema.decodeUnknownEffect(Two)(Option.getOrThrow(yield* dynamo.get(metaKey(id))))
  const change = { by: "SET #state = :ending", values: { ending: "ending" } }
  yield* dynamo.transact(
    [metaKey(id), membershipKey(first), membershipKey(second)].map((key) => ({ update: key, ...change }))
  )
}, Effect.orDie)
