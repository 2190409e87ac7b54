import { assert, layer as withLayer } from "@effect/vitest"
import { Effect, type Layer, Option } from "effect"
import type { InviteStore } from "../../src/relationships/InviteStore.ts"
import { Epoch, Relationship, RelationshipId, RelationshipNotFound } from "../../src/relationships/Relationship.ts"
import { RelationshipStore } from "../../src/relationships/RelationshipStore.ts"
import { couple, freshId, freshUser, twenty } from "./Couples.ts"

/** What every RelationshipStore must do. Each adapter runs it against its own layer. */
export const suite = <E>(name: string, layer: Layer.Layer<RelationshipStore | InviteStore, E>) =>
  withLayer(layer, { timeout: "4 minutes", excludeTestServices: true })(`RelationshipStore (${name})`, (it) => {
    it.effect("a couple is found by its id and by both of its members", () =>
      Effect.gen(function*() {
        const store = yield* RelationshipStore
        const relationship = yield* couple()
        assert.deepStrictEqual(yield* store.find(relationship.id), relationship)
        assert.deepStrictEqual(yield* store.ofUser(relationship.first), Option.some(relationship))
        assert.deepStrictEqual(yield* store.ofUser(relationship.second), Option.some(relationship))
      }))

    it.effect("whoever is in none has none", () =>
      Effect.gen(function*() {
        const store = yield* RelationshipStore
        assert.deepStrictEqual(yield* store.ofUser(freshUser()), Option.none())
        const error = yield* Effect.flip(store.find(RelationshipId.make(freshId())))
        assert.deepStrictEqual(error, new RelationshipNotFound())
      }))

    it.effect("many are found at once, whatever is unknown left out", () =>
      Effect.gen(function*() {
        const store = yield* RelationshipStore
        const [a, b] = [yield* couple(), yield* couple()]
        const found = yield* store.findMany([b.id, RelationshipId.make(freshId()), a.id, a.id])
        assert.deepStrictEqual(found.toSorted((x, y) => x.id < y.id ? -1 : 1), [a, b])
      }))

    it.effect("it ends once, for both of its members, and whoever may see what is asked anew", () =>
      Effect.gen(function*() {
        const store = yield* RelationshipStore
        const [relationship, other] = [yield* couple(), yield* couple()]
        const ending = new Relationship({ ...relationship, state: "ending", epoch: Epoch.make(2) })
        for (const one of yield* twenty(() => store.end(relationship.id))) assert.deepStrictEqual(one, ending)
        assert.deepStrictEqual(yield* store.end(relationship.id), ending)
        assert.deepStrictEqual(yield* store.find(relationship.id), ending)
        assert.deepStrictEqual(yield* store.ofUser(relationship.first), Option.some(ending))
        assert.deepStrictEqual(yield* store.ofUser(relationship.second), Option.some(ending))
        assert.sameDeepMembers([...yield* store.findMany([relationship.id, other.id])], [ending, other])
        const error = yield* Effect.flip(store.end(RelationshipId.make(freshId())))
        assert.deepStrictEqual(error, new RelationshipNotFound())
      }))

    it.effect("a list goes through all, oldest first", () =>
      Effect.gen(function*() {
        const store = yield* RelationshipStore
        const before = RelationshipId.make(freshId())
        const couples = [yield* couple(), yield* couple(), yield* couple()]
        const one = yield* store.list(Option.some(before), 2)
        assert.deepStrictEqual(one.items, couples.slice(0, 2))
        const two = yield* store.list(one.next, 2)
        assert.deepStrictEqual(two, { items: couples.slice(2), next: Option.none() })
      }))
  })
