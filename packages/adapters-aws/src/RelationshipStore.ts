import * as Page from "@lumi/core/Page"
import { Relationship, RelationshipNotFound } from "@lumi/core/relationships/Relationship"
import { RelationshipStore } from "@lumi/core/relationships/RelationshipStore"
import { Effect, Layer, Option, Schema } from "effect"
import { as, Dynamo } from "./Dynamo.ts"
import { everybody, membershipKey, metaKey } from "./dynamo/Couples.ts"

const decode = Schema.decodeUnknownEffect(Relationship)
const decodeMany = Schema.decodeUnknownEffect(Schema.Array(Relationship))

const make = Effect.gen(function*() {
  const dynamo = yield* Dynamo

  return RelationshipStore.of({
    find: Effect.fn("RelationshipStore.find")(
      function*(id) {
        const item = yield* dynamo.get(metaKey(id))
        return Option.isNone(item) ? yield* new RelationshipNotFound() : yield* decode(item.value)
      },
      as("RelationshipStore.find")
    ),
    ofUser: Effect.fn("RelationshipStore.ofUser")(
      function*(user) {
        const membership = yield* dynamo.get(membershipKey(user))
        return Option.isNone(membership) ? Option.none() : Option.some(yield* decode(membership.value))
      },
      as("RelationshipStore.ofUser")
    ),
    findMany: Effect.fn("RelationshipStore.findMany")(
      function*(ids) {
        const items = yield* dynamo.getMany(Array.from(new Set(ids), metaKey))
        return yield* decodeMany(items.flatMap(Option.toArray))
      },
      as("RelationshipStore.findMany")
    ),
    list: Effect.fn("RelationshipStore.list")(
      function*(after, limit) {
        const { items } = yield* dynamo.query({
          pk: everybody,
          index: "GSI1",
          ...(Option.isSome(after) ? { range: { after: after.value } } : {}),
          limit: limit + 1
        })
        return Page.of(yield* decodeMany(items), limit, ({ id }) => id)
      },
      as("RelationshipStore.list")
    )
  })
})

/** Relationships by their id, and with each of the two: see `dynamo/Couples.ts`. */
export const layer: Layer.Layer<RelationshipStore, never, Dynamo> = Layer.effect(RelationshipStore, make)
