import * as Page from "@lumi/core/Page"
import { ended, Relationship, type RelationshipId, RelationshipNotFound } from "@lumi/core/relationships/Relationship"
import { RelationshipStore } from "@lumi/core/relationships/RelationshipStore"
import { Effect, Layer, Option, Schema } from "effect"
import { as, Dynamo } from "./Dynamo.ts"
import { everybody, membershipKey, metaKey } from "./dynamo/Couples.ts"
import { insistently, Overtaken } from "./dynamo/Overtaken.ts"

const decode = Schema.decodeUnknownEffect(Relationship)
const decodeMany = Schema.decodeUnknownEffect(Schema.Array(Relationship))

const make = Effect.gen(function*() {
  const dynamo = yield* Dynamo

  const find = Effect.fnUntraced(function*(id: RelationshipId) {
    const item = yield* dynamo.get(metaKey(id))
    return Option.isNone(item) ? yield* new RelationshipNotFound() : yield* decode(item.value)
  })

  /** Refused when somebody ended it in between, or what was written of an earlier try is there: what is now is the answer. */
  const end = Effect.fnUntraced(function*(id: RelationshipId) {
    const before = yield* find(id)
    if (before.state !== "active") return before
    const after = ended(before)
    const change = {
      by: "SET #state = :ending, #epoch = :after",
      if: "#id = :id AND #state = :active AND #epoch = :before",
      values: { id, active: "active", ending: "ending", before: before.epoch, after: after.epoch }
    }
    const keys = [metaKey(id), membershipKey(before.first), membershipKey(before.second)]
    yield* dynamo.transact(keys.map((key) => ({ update: key, ...change }))).pipe(
      Effect.catchTag("TransactionRefused", () => Effect.fail(new Overtaken()))
    )
    return after
  }, insistently)

  return RelationshipStore.of({
    find: Effect.fn("RelationshipStore.find")(find, as("RelationshipStore.find")),
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
    end: Effect.fn("RelationshipStore.end")(end, as("RelationshipStore.end")),
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
