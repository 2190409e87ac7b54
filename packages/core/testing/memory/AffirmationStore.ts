import { Effect, Layer, Option } from "effect"
import {
  Affirmation,
  type AffirmationId,
  AffirmationNotFound,
  DateTaken,
  most,
  TooManyAffirmations
} from "../../src/affirmations/Affirmation.ts"
import { AffirmationStore, type Shelf } from "../../src/affirmations/AffirmationStore.ts"
import * as Filter from "../../src/affirmations/Filter.ts"
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
    const taken = (shelf: Shelf, { id, scheduledFor }: Pick<Affirmation, "id" | "scheduledFor">) =>
      onShelf(shelf).find((other) =>
        other.id !== id && Option.isSome(other.scheduledFor) && Option.contains(scheduledFor, other.scheduledFor.value)
      )
    const put = (affirmation: Affirmation) => {
      affirmations.set(affirmation.id, affirmation)
      return affirmation
    }
    const find = (shelf: Shelf, id: AffirmationId) =>
      Option.filter(Option.fromUndefinedOr(affirmations.get(id)), isOn(shelf))
    const orNotFound = Option.match({
      onNone: () => Effect.fail(new AffirmationNotFound()),
      onSome: (affirmation: Affirmation) => Effect.succeed(affirmation)
    })
    return AffirmationStore.of({
      add: (affirmation) =>
        step<Affirmation, AffirmationNotFound | TooManyAffirmations | DateTaken>(() => {
          if (affirmations.has(affirmation.id)) return orNotFound(find(affirmation, affirmation.id))
          if (!isOpen(tables, affirmation.author, affirmation.relationship)) {
            return Effect.fail(new AffirmationNotFound())
          }
          if (onShelf(affirmation).length >= most) return Effect.fail(new TooManyAffirmations({ most }))
          if (Option.isSome(affirmation.scheduledFor) && taken(affirmation, affirmation) !== undefined) {
            return Effect.fail(new DateTaken({ date: affirmation.scheduledFor.value }))
          }
          return put(affirmation)
        }),
      find: (shelf, id) => step(() => orNotFound(find(shelf, id))),
      tally: (shelf) => step(() => Filter.tally(onShelf(shelf))),
      list: (shelf, after, limit, filter) =>
        step(() =>
          Page.of(
            onShelf(shelf).toReversed()
              .filter(({ id }) => Option.isNone(after) || id < after.value)
              .filter((text) => filter === undefined || Filter.holds[filter](text)),
            limit,
            ({ id }) => id
          )
        ),
      edit: (shelf, id, fields) =>
        step(() => orNotFound(Option.map(find(shelf, id), (found) => put(new Affirmation({ ...found, ...fields }))))),
      schedule: (shelf, id, scheduledFor) =>
        step<Affirmation, AffirmationNotFound | DateTaken>(() => {
          const found = find(shelf, id)
          return Option.isSome(found) && Option.isSome(scheduledFor) && taken(shelf, { id, scheduledFor }) !== undefined
            ? Effect.fail(new DateTaken({ date: scheduledFor.value }))
            : orNotFound(Option.map(found, (found) => put(new Affirmation({ ...found, scheduledFor }))))
        }),
      remove: (shelf, id) =>
        step(() => {
          if (Option.isSome(find(shelf, id))) affirmations.delete(id)
        }),
      pools: (shelves) => step(() => shelves.map(pool)),
      poolSizes: (shelves) =>
        step(() => shelves.map((shelf) => pool(shelf).filter(({ scheduledFor }) => Option.isNone(scheduledFor)).length))
    })
  })
)
