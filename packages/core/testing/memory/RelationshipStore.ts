import { Effect, Layer, Option } from "effect"
import { ofRelationship } from "../../src/changes/Change.ts"
import * as Page from "../../src/Page.ts"
import { ended, type Relationship, RelationshipNotFound } from "../../src/relationships/Relationship.ts"
import { RelationshipStore } from "../../src/relationships/RelationshipStore.ts"
import { byId, step, Tables } from "./Tables.ts"

/** A RelationshipStore that forgets everything with its process. */
export const layer: Layer.Layer<RelationshipStore, never, Tables> = Layer.effect(
  RelationshipStore,
  Effect.gen(function*() {
    const { changes, relationships } = yield* Tables
    const orNotFound = (found: Relationship | undefined) =>
      found === undefined ? Effect.fail(new RelationshipNotFound()) : Effect.succeed(found)
    return RelationshipStore.of({
      find: (id) => step(() => orNotFound(relationships.get(id))),
      ofUser: (user) =>
        step(() =>
          Option.fromUndefinedOr(
            [...relationships.values()].find(({ first, second }) => first === user || second === user)
          )
        ),
      findMany: (ids) => step(() => [...new Set(ids)].flatMap((id) => relationships.get(id) ?? [])),
      end: (id) =>
        step(() => {
          const found = relationships.get(id)
          if (found?.state !== "active") return orNotFound(found)
          const after = ended(found)
          relationships.set(id, after)
          changes.add(ofRelationship(after))
          return Effect.succeed(after)
        }),
      list: (after, limit) =>
        step(() =>
          Page.of(
            [...relationships.values()].toSorted(byId).filter(({ id }) => Option.isNone(after) || id > after.value),
            limit,
            ({ id }) => id
          )
        )
    })
  })
)
