import { assert, layer as withLayer } from "@effect/vitest"
import { Effect, type Layer, Option } from "effect"
import { AuditEntry, AuditId } from "../../src/audit/AuditEntry.ts"
import { AuditStore } from "../../src/audit/AuditStore.ts"
import { RelationshipId } from "../../src/relationships/Relationship.ts"
import { at, freshId } from "./Couples.ts"

const entryOf = (relationship: RelationshipId, who = "root") =>
  new AuditEntry({ id: AuditId.make(freshId()), relationship, at: at(1), who, what: "delivery", about: freshId() })

const freshRelationship = () => RelationshipId.make(freshId())

/** What every AuditStore must do. Each adapter runs it against its own layer. */
export const suite = <E>(name: string, layer: Layer.Layer<AuditStore, E>) =>
  withLayer(layer, { timeout: "4 minutes", excludeTestServices: true })(`AuditStore (${name})`, (it) => {
    it.effect("what is written down is read as it was, and by its relationship alone", () =>
      Effect.gen(function*() {
        const store = yield* AuditStore
        const [mine, other] = [freshRelationship(), freshRelationship()]
        const [first, second] = [entryOf(mine, "Øyvind 💚"), new AuditEntry({ ...entryOf(mine), what: "affirmations" })]
        yield* store.add(first)
        yield* store.add(entryOf(other))
        yield* store.add(second)
        assert.deepStrictEqual(yield* store.list(mine, Option.none(), 10), {
          items: [second, first],
          next: Option.none()
        })
        assert.deepStrictEqual((yield* store.list(freshRelationship(), Option.none(), 10)).items, [])
      }))

    it.effect("what is written down once is never written over", () =>
      Effect.gen(function*() {
        const store = yield* AuditStore
        const entry = entryOf(freshRelationship())
        yield* store.add(entry)
        yield* store.add(new AuditEntry({ ...entry, who: "somebody else", at: at(5) }))
        assert.deepStrictEqual((yield* store.list(entry.relationship, Option.none(), 10)).items, [entry])
      }))

    it.effect("a log is read newest first, page by page", () =>
      Effect.gen(function*() {
        const store = yield* AuditStore
        const relationship = freshRelationship()
        const all = Array.from({ length: 5 }, () => entryOf(relationship))
        for (const entry of all) yield* store.add(entry)
        const newest = all.toReversed()
        const one = yield* store.list(relationship, Option.none(), 2)
        assert.deepStrictEqual(one.items, newest.slice(0, 2))
        const two = yield* store.list(relationship, one.next, 3)
        assert.deepStrictEqual(two, { items: newest.slice(2), next: Option.none() })
      }))
  })
