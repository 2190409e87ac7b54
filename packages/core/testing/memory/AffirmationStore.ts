import { Effect, Layer, Option } from "effect"
import {
  Affirmation,
  type AffirmationId,
  AffirmationNotFound,
  most,
  TooManyAffirmations
} from "../../src/affirmations/Affirmation.ts"
import { AffirmationStore, type Shelf } from "../../src/affirmations/AffirmationStore.ts"
import * as Page from "../../src/Page.ts"
import { byId, isOpen, step, Tables } from "./Tables.ts"

const isOn = ({ author, relationship }: Shelf) => (affirmation: Affirmation) =>
  affirmation.relationship === relationship && affirmation.author === author

/** An AffirmationStore that forgets everything with its process. */
export const layer: Layer.Layer<AffirmationStore, never, Tables> = Layer.effect(
  AffirmationStore,
  Effect.gen(function*() {
    const tables = yield* Tables
    const { affirmations } = tables
    const onShelf = (shelf: Shelf) => [...affirmations.values()].filter(isOn(shelf)).toSorted(byId)
    const pool = (shelf: Shelf) => onShelf(shelf).filter(({ paused }) => !paused)
    const find = (shelf: Shelf, id: AffirmationId) =>
      Option.filter(Option.fromUndefinedOr(affirmations.get(id)), isOn(shelf))
    const orNotFound = Option.match({
      onNone: () => Effect.fail(new AffirmationNotFound()),
      onSome: (affirmation: Affirmation) => Effect.succeed(affirmation)
    })
    return AffirmationStore.of({
      add: (affirmation) =>
        step<Affirmation, AffirmationNotFound | TooManyAffirmations>(() => {
          if (affirmations.has(affirmation.id)) return orNotFound(find(affirmation, affirmation.id))
          if (!isOpen(tables, affirmation)) return Effect.fail(new AffirmationNotFound())
          if (onShelf(affirmation).length >= most) return Effect.fail(new TooManyAffirmations({ most }))
          affirmations.set(affirmation.id, affirmation)
          return affirmation
        }),
      find: (shelf, id) => step(() => orNotFound(find(shelf, id))),
      list: (shelf, after, limit) =>
        step(() =>
          Page.of(
            onShelf(shelf).toReversed().filter(({ id }) => Option.isNone(after) || id < after.value),
            limit,
            ({ id }) => id
          )
        ),
      edit: (shelf, id, fields) =>
        step(() =>
          orNotFound(Option.map(find(shelf, id), (found) => {
            const edited = new Affirmation({ ...found, ...fields })
            affirmations.set(id, edited)
            return edited
          }))
        ),
      remove: (shelf, id) =>
        step(() => {
          if (Option.isSome(find(shelf, id))) affirmations.delete(id)
        }),
      pools: (shelves) => step(() => shelves.map(pool)),
      poolSizes: (shelves) => step(() => shelves.map((shelf) => pool(shelf).length))
    })
  })
)
