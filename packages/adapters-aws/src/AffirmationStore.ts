import {
  Affirmation,
  type AffirmationId,
  AffirmationNotFound,
  most,
  TooManyAffirmations
} from "@lumi/core/affirmations/Affirmation"
import { AffirmationStore, type Shelf } from "@lumi/core/affirmations/AffirmationStore"
import * as Page from "@lumi/core/Page"
import { Data, Effect, Layer, Option, Schema } from "effect"
import { as, Dynamo } from "./Dynamo.ts"
import { affirmationKey, affirmationOf, itemOf, shelfPrefix } from "./dynamo/Affirmations.ts"
import { patiently } from "./dynamo/Backoff.ts"
import { membershipKey, metaKey } from "./dynamo/Couples.ts"
import { absent, present } from "./dynamo/Expression.ts"
import { DynamoUnavailable } from "./dynamo/Failures.ts"
import type { Step } from "./dynamo/Writes.ts"

/** Somebody else paused or removed the same affirmation in between. */
class Overtaken extends Data.TaggedError("Overtaken")<{}> {}

interface Change {
  readonly text?: string
  readonly paused?: boolean
}

const Counts = Schema.Struct({
  id: Schema.String,
  state: Schema.String,
  /** how many the author keeps that can be drawn; absent before the first */
  drawable: Schema.optionalKey(Schema.Int)
})
const decodeCounts = Schema.decodeUnknownEffect(Counts)

/** The membership of the author counts what is on the shelf, and how much of it can be drawn. */
const counting = ({ author, relationship }: Shelf, kept: number, drawable: number, limit = ""): Step => ({
  update: membershipKey(author),
  by: "SET #affirmations = #affirmations + :kept, #drawable = if_not_exists(#drawable, :none) + :drawable",
  if: `#id = :relationship${limit}`,
  values: { relationship, kept, drawable, none: 0, ...(limit !== "" && { active: "active", most }) }
})

const drawables = ({ paused }: { readonly paused: boolean }) => paused ? 0 : 1
const label = ({ author, relationship }: Shelf) => `${relationship} ${author}`

/** Again when somebody was faster, each time with what holds by then. */
const insistently = <A, E, R>(effect: Effect.Effect<A, E | Overtaken, R>) =>
  effect.pipe(
    patiently((error) => error instanceof Overtaken),
    Effect.catchIf(
      (error): error is Overtaken => error instanceof Overtaken,
      (cause) => new DynamoUnavailable({ operation: "change", message: "others kept changing the same item", cause })
    )
  )

const make = Effect.gen(function*() {
  const dynamo = yield* Dynamo

  const add = Effect.fnUntraced(function*(affirmation: Affirmation) {
    const limit = " AND #state = :active AND #affirmations < :most"
    return yield* dynamo.transact([
      { put: itemOf(affirmation), if: absent },
      counting(affirmation, 1, drawables(affirmation), limit)
    ]).pipe(
      Effect.as(affirmation),
      Effect.catchTag(
        "TransactionRefused",
        Effect.fnUntraced(function*(refused) {
          const kept = Option.flatten(Option.fromUndefinedOr(refused.found(0)))
          if (Option.isSome(kept)) return yield* affirmationOf(kept.value)
          const membership = Option.flatten(Option.fromUndefinedOr(refused.found(1)))
          if (Option.isNone(membership)) return yield* new AffirmationNotFound()
          const { id, state } = yield* decodeCounts(membership.value)
          if (id !== affirmation.relationship || state !== "active") return yield* new AffirmationNotFound()
          return yield* new TooManyAffirmations({ most })
        })
      )
    )
  })

  const find = Effect.fnUntraced(function*(shelf: Shelf, id: AffirmationId) {
    const item = yield* dynamo.get(affirmationKey(shelf, id))
    if (Option.isNone(item)) return yield* new AffirmationNotFound()
    return yield* affirmationOf(item.value)
  })

  const list = Effect.fnUntraced(function*(shelf: Shelf, after: Option.Option<AffirmationId>, limit: number) {
    const { items } = yield* dynamo.query({
      pk: metaKey(shelf.relationship).PK,
      range: { beginsWith: shelfPrefix(shelf.author) },
      descending: true,
      limit: limit + 1,
      ...(Option.isSome(after) && { from: { ...affirmationKey(shelf, after.value) } })
    })
    return Page.of(yield* Effect.forEach(items, affirmationOf), limit, ({ id }) => id)
  })

  const reword = (shelf: Shelf, id: AffirmationId, text: string) =>
    dynamo.update(affirmationKey(shelf, id), { by: "SET #text = :text", if: present, values: { text } }).pipe(
      Effect.catchTag("ConditionFailed", () => Effect.fail(new AffirmationNotFound())),
      Effect.flatMap(affirmationOf)
    )

  /** Changes how many can be drawn too, unless it is as it was. */
  const pause = Effect.fnUntraced(function*(shelf: Shelf, id: AffirmationId, change: Change) {
    const before = yield* find(shelf, id)
    const after = new Affirmation({ ...before, ...change })
    if (after.paused === before.paused) {
      return after.text === before.text
        ? before
        : yield* reword(shelf, id, after.text)
    }
    const { paused, text } = after
    yield* dynamo.transact([
      {
        update: affirmationKey(shelf, id),
        by: "SET #text = :text, #paused = :paused",
        if: "#paused = :was",
        values: { text, paused, was: before.paused }
      },
      counting(shelf, 0, drawables(after) - drawables(before))
    ]).pipe(Effect.catchTag("TransactionRefused", () => Effect.fail(new Overtaken())))
    return after
  }, insistently)

  const edit = (shelf: Shelf, id: AffirmationId, change: Change) =>
    change.paused !== undefined
      ? pause(shelf, id, change)
      : change.text !== undefined
      ? reword(shelf, id, change.text)
      : find(shelf, id)

  const remove = Effect.fnUntraced(
    function*(shelf: Shelf, id: AffirmationId) {
      const { paused } = yield* find(shelf, id)
      yield* dynamo.transact([
        { remove: affirmationKey(shelf, id), if: "#paused = :was", values: { was: paused } },
        counting(shelf, -1, -drawables({ paused }))
      ]).pipe(Effect.catchTag("TransactionRefused", () => Effect.fail(new Overtaken())))
    },
    insistently,
    Effect.catchTag("AffirmationNotFound", () => Effect.void)
  )

  const pool = Effect.fnUntraced(function*({ author, relationship }: Shelf) {
    const { items } = yield* dynamo.query({ pk: metaKey(relationship).PK, range: { beginsWith: shelfPrefix(author) } })
    return yield* Effect.forEach(items.filter(({ paused }) => paused !== true), affirmationOf)
  })

  const pools = Effect.fnUntraced(function*(shelves: ReadonlyArray<Shelf>) {
    const distinct = [...new Map(shelves.map((shelf) => [label(shelf), shelf])).values()]
    const found = yield* Effect.forEach(
      distinct,
      (shelf) => Effect.map(pool(shelf), (pool) => [label(shelf), pool] as const),
      { concurrency: 32 }
    )
    const byShelf = new Map(found)
    return shelves.map((shelf) => byShelf.get(label(shelf)) ?? [])
  })

  const poolSizes = Effect.fnUntraced(function*(shelves: ReadonlyArray<Shelf>) {
    const memberships = yield* dynamo.getMany(shelves.map(({ author }) => membershipKey(author)))
    return yield* Effect.forEach(shelves, ({ relationship }, n) =>
      Option.match(memberships[n]!, {
        onNone: () => Effect.succeed(0),
        onSome: (item) => Effect.map(decodeCounts(item), ({ drawable = 0, id }) => id === relationship ? drawable : 0)
      }))
  })

  return AffirmationStore.of({
    add: Effect.fn("AffirmationStore.add")(add, as("AffirmationStore.add")),
    find: Effect.fn("AffirmationStore.find")(find, as("AffirmationStore.find")),
    list: Effect.fn("AffirmationStore.list")(list, as("AffirmationStore.list")),
    edit: Effect.fn("AffirmationStore.edit")(edit, as("AffirmationStore.edit")),
    remove: Effect.fn("AffirmationStore.remove")(remove, as("AffirmationStore.remove")),
    pools: Effect.fn("AffirmationStore.pools")(pools, as("AffirmationStore.pools")),
    poolSizes: Effect.fn("AffirmationStore.poolSizes")(poolSizes, as("AffirmationStore.poolSizes"))
  })
})

/** Affirmations in the partitions of relationships. */
export const layer: Layer.Layer<AffirmationStore, never, Dynamo> = Layer.effect(AffirmationStore, make)
