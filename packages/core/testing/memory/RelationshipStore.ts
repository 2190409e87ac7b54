import { Effect, Layer, Option } from "effect"
import * as Page from "../../src/Page.ts"
import { RelationshipNotFound } from "../../src/relationships/Relationship.ts"
import { RelationshipStore } from "../../src/relationships/RelationshipStore.ts"
import { byId, step, Tables } from "./Tables.ts"

/** A RelationshipStore that forgets everything with its process. */
export const layer: Layer.Layer<RelationshipStore, never, Tables> = Layer.effect(
  RelationshipStore,
  Effect.gen(function*() {
    const { relationships } = yield* Tables
    return RelationshipStore.of({
      find: (id) =>
        step(() => {
          const found = relationships.get(id)
          return found === undefined ? Effect.fail(new RelationshipNotFound()) : Effect.succeed(found)
        }),
      ofUser: (user) =>
        step(() =>
          Option.fromUndefinedOr(
            [...relationships.values()].find(({ first, second }) => first === user || second === user)
          )
        ),
      findMany: (ids) => step(() => [...new Set(ids)].flatMap((id) => relationships.get(id) ?? [])),
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
