import {
  Affirmation,
  type AffirmationId,
  AffirmationNotFound,
  DateTaken,
  most,
  TooManyAffirmations
} from "@lumi/core/affirmations/Affirmation"
import { AffirmationStore, type Edit, type Shelf } from "@lumi/core/affirmations/AffirmationStore"
import type { LocalDate } from "@lumi/core/LocalDate"
import * as Page from "@lumi/core/Page"
import { Effect, Layer, Option, Schema } from "effect"
import { as, Dynamo } from "./Dynamo.ts"
import { affirmationKey, affirmationOf, itemOf, shelfPrefix, surpriseKey, surpriseOf } from "./dynamo/Affirmations.ts"
import { membershipKey, metaKey } from "./dynamo/Couples.ts"
import { absent, present } from "./dynamo/Expression.ts"
import { insistently, Overtaken } from "./dynamo/Overtaken.ts"
import { sifting } from "./dynamo/Sifting.ts"
import type { Change, Step } from "./dynamo/Writes.ts"

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

/** What decides whether it can be drawn; a write that changes it, and with it the count, expects it to be as it was. */
type State = Pick<Affirmation, "paused" | "scheduledFor">

const drawables = ({ paused, scheduledFor }: State) => paused || Option.isSome(scheduledFor) ? 0 : 1

const unchanged = ({ paused, scheduledFor }: State) => ({
  if: `#paused = :was AND ${
    Option.isSome(scheduledFor) ? "#scheduledFor = :wasFor" : "attribute_not_exists(#scheduledFor)"
  }`,
  values: { was: paused, ...(Option.isSome(scheduledFor) && { wasFor: scheduledFor.value }) }
})

/** The attributes that an edit sets. */
const setting = (change: Edit) => ({
  by: `SET ${Object.keys(change).map((name) => `#${name} = :${name}`).join(", ")}`,
  values: { ...change }
})

const label = ({ author, relationship }: Shelf) => `${relationship} ${author}`

const make = Effect.gen(function*() {
  const dynamo = yield* Dynamo
  const { sift, tally } = sifting(dynamo)

  const add = Effect.fnUntraced(function*(affirmation: Affirmation) {
    const limit = " AND #state = :active AND #affirmations < :most"
    return yield* dynamo.transact([
      { put: itemOf(affirmation), if: absent },
      counting(affirmation, 1, drawables(affirmation), limit),
      ...Option.toArray(Option.map(affirmation.scheduledFor, (date): Step => ({
        put: surpriseOf(affirmation, date, affirmation.id),
        if: absent
      })))
    ]).pipe(
      Effect.as(affirmation),
      Effect.catchTag(
        "TransactionRefused",
        Effect.fnUntraced(function*(refused) {
          const kept = Option.flatten(Option.fromUndefinedOr(refused.found(0)))
          if (Option.isSome(kept)) return yield* affirmationOf(kept.value)
          if (!refused.has(1) && refused.has(2)) {
            return yield* new DateTaken({ date: Option.getOrThrow(affirmation.scheduledFor) })
          }
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

  const rewrite = (shelf: Shelf, id: AffirmationId, change: Edit) =>
    dynamo.update(affirmationKey(shelf, id), { ...setting(change), if: present }).pipe(
      Effect.catchTag("ConditionFailed", () => Effect.fail(new AffirmationNotFound())),
      Effect.flatMap(affirmationOf)
    )

  /** Writes a change of one that was read, with the count of what can be drawn, if that is another then. */
  const change = Effect.fnUntraced(
    function*(shelf: Shelf, before: Affirmation, after: Affirmation, change: Change, more: ReadonlyArray<Step> = []) {
      const expected = unchanged(before)
      const drawable = drawables(after) - drawables(before)
      yield* dynamo.transact([
        {
          update: affirmationKey(shelf, before.id),
          by: change.by,
          if: expected.if,
          values: { ...expected.values, ...change.values }
        },
        ...more,
        ...(drawable === 0 ? [] : [counting(shelf, 0, drawable)])
      ])
      return after
    }
  )

  const pause = Effect.fnUntraced(function*(shelf: Shelf, id: AffirmationId, edit: Edit) {
    const before = yield* find(shelf, id)
    const after = new Affirmation({ ...before, ...edit })
    if (after.paused === before.paused) {
      // not written again: it may be another by now
      const { paused: _, ...rest } = edit
      return Object.keys(rest).length > 0 ? yield* rewrite(shelf, id, rest) : before
    }
    return yield* change(shelf, before, after, setting(edit)).pipe(
      Effect.catchTag("TransactionRefused", () => Effect.fail(new Overtaken()))
    )
  }, insistently)

  const edit = (shelf: Shelf, id: AffirmationId, edit: Edit) =>
    edit.paused !== undefined
      ? pause(shelf, id, edit)
      : Object.keys(edit).length > 0
      ? rewrite(shelf, id, edit)
      : find(shelf, id)

  const schedule = Effect.fnUntraced(function*(shelf: Shelf, id: AffirmationId, date: Option.Option<LocalDate>) {
    const before = yield* find(shelf, id)
    const after = new Affirmation({ ...before, scheduledFor: date })
    if (Option.getOrNull(before.scheduledFor) === Option.getOrNull(date)) return before
    const by = Option.isSome(date)
      ? { by: "SET #scheduledFor = :date", values: { date: date.value } }
      : { by: "REMOVE #scheduledFor" }
    const taking = Option.map(date, (date): Step => ({
      put: surpriseOf(shelf, date, id),
      if: absent
    }))
    const leaving = Option.map(before.scheduledFor, (date): Step => ({ remove: surpriseKey(shelf, date) }))
    return yield* change(shelf, before, after, by, [...Option.toArray(taking), ...Option.toArray(leaving)]).pipe(
      Effect.catchTag(
        "TransactionRefused",
        (refused): Effect.Effect<never, Overtaken | DateTaken> =>
          !refused.has(0) && Option.isSome(date) && refused.has(1)
            ? Effect.fail(new DateTaken({ date: date.value }))
            : Effect.fail(new Overtaken())
      )
    )
  }, insistently)

  const remove = Effect.fnUntraced(
    function*(shelf: Shelf, id: AffirmationId) {
      const found = yield* find(shelf, id)
      yield* dynamo.transact([
        { remove: affirmationKey(shelf, id), ...unchanged(found) },
        counting(shelf, -1, -drawables(found)),
        ...Option.toArray(Option.map(found.scheduledFor, (date): Step => ({ remove: surpriseKey(shelf, date) })))
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
    list: Effect.fn("AffirmationStore.list")(
      (shelf, after, limit, filter) =>
        filter === undefined ? list(shelf, after, limit) : sift(shelf, after, limit, filter),
      as("AffirmationStore.list")
    ),
    tally: Effect.fn("AffirmationStore.tally")(tally, as("AffirmationStore.tally")),
    edit: Effect.fn("AffirmationStore.edit")(edit, as("AffirmationStore.edit")),
    schedule: Effect.fn("AffirmationStore.schedule")(schedule, as("AffirmationStore.schedule")),
    remove: Effect.fn("AffirmationStore.remove")(remove, as("AffirmationStore.remove")),
    pools: Effect.fn("AffirmationStore.pools")(pools, as("AffirmationStore.pools")),
    poolSizes: Effect.fn("AffirmationStore.poolSizes")(poolSizes, as("AffirmationStore.poolSizes"))
  })
})

/** Affirmations in the partitions of relationships. */
export const layer: Layer.Layer<AffirmationStore, never, Dynamo> = Layer.effect(AffirmationStore, make)
