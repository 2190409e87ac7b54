import { assert, layer as withLayer } from "@effect/vitest"
import { Effect, type Layer, Option, Result } from "effect"
import {
  Affirmation,
  AffirmationId,
  AffirmationNotFound,
  DateTaken,
  most,
  Words
} from "../../src/affirmations/Affirmation.ts"
import { AffirmationStore, type Shelf } from "../../src/affirmations/AffirmationStore.ts"
import type { Tags } from "../../src/affirmations/Tag.ts"
import { plus } from "../../src/LocalDate.ts"
import type { InviteStore } from "../../src/relationships/InviteStore.ts"
import type { Relationship } from "../../src/relationships/Relationship.ts"
import type { RelationshipStore } from "../../src/relationships/RelationshipStore.ts"
import { affirmationOf, at, couple, end, freshId, freshUser, relationshipOf, today, twenty } from "./Couples.ts"
import { suite as shelves } from "./Shelves.ts"

const shelfOf = ({ first, id }: Relationship): Shelf => ({ relationship: id, author: first })
const notFound = new AffirmationNotFound()

const addAll = (affirmations: ReadonlyArray<Affirmation>) =>
  AffirmationStore.use((store) => Effect.forEach(affirmations, store.add, { concurrency: 256, discard: true }))

/**
 * What every AffirmationStore must do. Each adapter runs it against its own layer, and says how a shelf is filled with
 * thousands where adding them one by one takes too long.
 */
export const suite = <R, E>(
  name: string,
  layer: Layer.Layer<AffirmationStore | InviteStore | RelationshipStore | R, E>,
  fill: (affirmations: ReadonlyArray<Affirmation>) => Effect.Effect<void, unknown, AffirmationStore | R> = addAll
) => {
  withLayer(layer, { timeout: "4 minutes", excludeTestServices: true })(`AffirmationStore (${name})`, (it) => {
    it.effect.prop("what is added is found, whatever its words", [Words], ([words]) =>
      Effect.gen(function*() {
        const store = yield* AffirmationStore
        const relationship = yield* couple()
        const affirmation = affirmationOf(relationship, words)
        assert.deepStrictEqual(yield* store.add(affirmation), affirmation)
        assert.deepStrictEqual(yield* store.find(shelfOf(relationship), affirmation.id), affirmation)
      }))

    it.effect("adding it again, even with other words, gives the first one", () =>
      Effect.gen(function*() {
        const store = yield* AffirmationStore
        const affirmation = affirmationOf(yield* couple())
        const added = yield* twenty((n) => store.add(new Affirmation({ ...affirmation, text: `No. ${n}` })))
        for (const one of added) assert.deepStrictEqual(one, added[0])
        assert.deepStrictEqual(yield* store.add(affirmation), added[0])
        assert.deepStrictEqual((yield* store.list(affirmation, Option.none(), 10)).items, added.slice(0, 1))
      }))

    it.effect("outside its shelf an affirmation does not exist", () =>
      Effect.gen(function*() {
        const store = yield* AffirmationStore
        const relationship = yield* couple()
        const affirmation = yield* store.add(affirmationOf(relationship))
        const other = yield* couple()
        const foreign = [shelfOf(other), { relationship: relationship.id, author: relationship.second }, {
          relationship: other.id,
          author: relationship.first
        }]
        for (const shelf of foreign) {
          assert.deepStrictEqual(yield* Effect.flip(store.find(shelf, affirmation.id)), notFound)
          assert.deepStrictEqual(yield* Effect.flip(store.edit(shelf, affirmation.id, { text: "mine" })), notFound)
          yield* store.remove(shelf, affirmation.id)
        }
        // an id is its shelf's own, or is refused as if nothing were there: what is kept elsewhere is never seen or changed
        const taken = new Affirmation({ ...affirmationOf(other), id: affirmation.id })
        const added = yield* Effect.result(store.add(taken))
        if (Result.isFailure(added)) assert.deepStrictEqual(added.failure, notFound)
        else assert.deepStrictEqual(added.success, taken)
        assert.deepStrictEqual(yield* store.find(shelfOf(relationship), affirmation.id), affirmation)
      }))

    it.effect("nobody writes into a relationship that is not theirs, not there, or ending", () =>
      Effect.gen(function*() {
        const store = yield* AffirmationStore
        const relationship = yield* couple()
        const nowhere = relationshipOf(freshUser(), freshUser())
        assert.deepStrictEqual(yield* Effect.flip(store.add(affirmationOf(nowhere))), notFound)
        const stranger = new Affirmation({ ...affirmationOf(relationship), author: freshUser() })
        assert.deepStrictEqual(yield* Effect.flip(store.add(stranger)), notFound)
        yield* end(relationship.id)
        assert.deepStrictEqual(yield* Effect.flip(store.add(affirmationOf(relationship))), notFound)
      }))

    it.effect("many at once, of many couples, are each kept or refused for themselves", () =>
      Effect.gen(function*() {
        const store = yield* AffirmationStore
        const couples = yield* Effect.forEach([1, 2, 3], () => couple())
        const all = couples.flatMap((relationship) => Array.from({ length: 20 }, () => affirmationOf(relationship)))
        const bad = affirmationOf(relationshipOf(freshUser(), freshUser()))
        const results = yield* Effect.forEach(
          [...all.slice(0, 30), bad, ...all.slice(30), all[0]!],
          (one) => Effect.result(store.add(one)),
          { concurrency: "unbounded" }
        )
        const kept = results.flatMap((result) => result._tag === "Success" ? [result.success] : [])
        assert.deepStrictEqual(kept, [...all, all[0]!])
        assert.deepStrictEqual(yield* store.poolSizes(couples.map(shelfOf)), [20, 20, 20])
      }))

    it.effect("a shelf is read newest first, page by page", () =>
      Effect.gen(function*() {
        const store = yield* AffirmationStore
        const relationship = yield* couple()
        const all = Array.from({ length: 5 }, (_, n) => affirmationOf(relationship, `No. ${n}`))
        yield* Effect.forEach(all.toReversed(), store.add)
        const newest = all.toReversed()
        const one = yield* store.list(shelfOf(relationship), Option.none(), 2)
        assert.deepStrictEqual(one.items, newest.slice(0, 2))
        const two = yield* store.list(shelfOf(relationship), one.next, 3)
        assert.deepStrictEqual(two, { items: newest.slice(2), next: Option.none() })
      }))

    it.effect("an edit changes what it says and nothing else", () =>
      Effect.gen(function*() {
        const store = yield* AffirmationStore
        const affirmation = yield* store.add(affirmationOf(yield* couple()))
        const reworded = new Affirmation({ ...affirmation, text: "You are my harbour." })
        assert.deepStrictEqual(yield* store.edit(affirmation, affirmation.id, { text: reworded.text }), reworded)
        const paused = new Affirmation({ ...reworded, paused: true })
        assert.deepStrictEqual(yield* store.edit(affirmation, affirmation.id, { paused: true }), paused)
        assert.deepStrictEqual(yield* store.edit(affirmation, affirmation.id, {}), paused)
        const back = yield* store.edit(affirmation, affirmation.id, { paused: false, text: affirmation.text })
        assert.deepStrictEqual(back, affirmation)
        assert.deepStrictEqual(yield* store.find(affirmation, affirmation.id), affirmation)
      }))

    it.effect("what it is meant for and what was answered is kept, and tags change alone", () =>
      Effect.gen(function*() {
        const store = yield* AffirmationStore
        const tags: Tags = ["monday", "winter", "hard-day"]
        const answered = { loves: 3, replies: 1, wish: "less", tags } as const
        const affirmation = new Affirmation({ ...affirmationOf(yield* couple()), ...answered })
        assert.deepStrictEqual(yield* store.add(affirmation), affirmation)
        assert.deepStrictEqual(yield* store.find(affirmation, affirmation.id), affirmation)
        const plain = new Affirmation({ ...affirmation, tags: [] })
        assert.deepStrictEqual(yield* store.edit(affirmation, affirmation.id, { tags: [] }), plain)
        assert.deepStrictEqual(
          yield* store.edit(affirmation, affirmation.id, { paused: true, tags }),
          new Affirmation({ ...affirmation, paused: true })
        )
        assert.deepStrictEqual((yield* store.list(affirmation, Option.none(), 2)).items, [
          new Affirmation({ ...affirmation, paused: true })
        ])
      }))

    it.effect("a surprise has its date, is in no draw, and comes back when the date is taken away", () =>
      Effect.gen(function*() {
        const store = yield* AffirmationStore
        const relationship = yield* couple()
        const shelf = shelfOf(relationship)
        const [one, other] = yield* Effect.forEach([1, 2], () => store.add(affirmationOf(relationship)))
        const dated = new Affirmation({ ...one!, scheduledFor: Option.some(today) })
        assert.deepStrictEqual(yield* store.schedule(shelf, one!.id, Option.some(today)), dated)
        assert.deepStrictEqual(yield* store.schedule(shelf, one!.id, Option.some(today)), dated)
        assert.deepStrictEqual(yield* store.find(shelf, one!.id), dated)
        assert.deepStrictEqual(yield* store.pools([shelf]), [[dated, other!]])
        assert.deepStrictEqual(yield* store.poolSizes([shelf]), [1])
        // paused and resumed it is still a surprise
        yield* store.edit(shelf, one!.id, { paused: true })
        assert.deepStrictEqual(yield* store.pools([shelf]), [[other!]])
        assert.deepStrictEqual(yield* store.edit(shelf, one!.id, { paused: false }), dated)
        assert.deepStrictEqual(yield* store.poolSizes([shelf]), [1])
        assert.deepStrictEqual(yield* store.schedule(shelf, one!.id, Option.none()), one)
        assert.deepStrictEqual(yield* store.poolSizes([shelf]), [2])
      }))

    it.effect("a date has one surprise of a receiver; moved, taken away or removed, it leaves its date to others", () =>
      Effect.gen(function*() {
        const store = yield* AffirmationStore
        const relationship = yield* couple()
        const shelf = shelfOf(relationship)
        const [one, two] = yield* Effect.forEach([1, 2], () => store.add(affirmationOf(relationship)))
        const on = (id: AffirmationId, days: number) => store.schedule(shelf, id, Option.some(plus(today, days)))
        yield* on(one!.id, 0)
        const taken = new DateTaken({ date: today })
        assert.deepStrictEqual(yield* Effect.flip(on(two!.id, 0)), taken)
        assert.deepStrictEqual(yield* store.find(shelf, two!.id), two)
        yield* on(one!.id, 1)
        yield* on(two!.id, 0)
        assert.deepStrictEqual(yield* Effect.flip(on(one!.id, 0)), taken)
        yield* store.schedule(shelf, two!.id, Option.none())
        yield* on(one!.id, 0)
        yield* store.remove(shelf, one!.id)
        yield* on(two!.id, 0)
        // what one writes for the other, and what other couples write, is of other receivers
        const back = yield* store.add(
          new Affirmation({ ...affirmationOf(relationship), author: relationship.second, receiver: relationship.first })
        )
        yield* store.schedule(back, back.id, Option.some(today))
        const elsewhere = yield* store.add(affirmationOf(yield* couple()))
        yield* store.schedule(elsewhere, elsewhere.id, Option.some(today))
        assert.deepStrictEqual(yield* Effect.flip(store.schedule(elsewhere, two!.id, Option.none())), notFound)
        assert.deepStrictEqual(
          yield* Effect.flip(store.schedule(shelf, AffirmationId.make(freshId()), Option.some(today))),
          notFound
        )
      }))

    it.effect("of twenty surprises for one date one gets it, and as many can be drawn as are counted", () =>
      Effect.gen(function*() {
        const store = yield* AffirmationStore
        const relationship = yield* couple()
        const shelf = shelfOf(relationship)
        const all = yield* Effect.forEach(Array.from({ length: 20 }), () => store.add(affirmationOf(relationship)))
        const results = yield* twenty((n) => Effect.result(store.schedule(shelf, all[n]!.id, Option.some(today))))
        assert.strictEqual(results.filter(Result.isSuccess).length, 1)
        for (const result of results) {
          if (Result.isFailure(result)) assert.strictEqual(result.failure._tag, "DateTaken")
        }
        assert.deepStrictEqual(yield* store.poolSizes([shelf]), [19])
        const [pool] = yield* store.pools([shelf])
        assert.strictEqual(pool!.filter(({ scheduledFor }) => Option.isSome(scheduledFor)).length, 1)
      }))

    it.effect("what is removed is gone, and removing it again is no error", () =>
      Effect.gen(function*() {
        const store = yield* AffirmationStore
        const affirmation = yield* store.add(affirmationOf(yield* couple()))
        yield* twenty(() => store.remove(affirmation, affirmation.id))
        yield* store.remove(affirmation, AffirmationId.make(freshId()))
        assert.deepStrictEqual(yield* Effect.flip(store.find(affirmation, affirmation.id)), notFound)
        assert.deepStrictEqual(
          yield* Effect.flip(store.edit(affirmation, affirmation.id, { paused: true })),
          notFound
        )
      }))

    it.effect("pools have what can be drawn, oldest first, in the order of the shelves asked for", () =>
      Effect.gen(function*() {
        const store = yield* AffirmationStore
        const [a, b, empty] = [yield* couple(), yield* couple(), yield* couple()]
        const ofA = [affirmationOf(a), affirmationOf(a), affirmationOf(a)]
        const ofB = [new Affirmation({ ...affirmationOf(b), timesSent: 3, lastSentAt: Option.some(at(-60)) })]
        yield* Effect.forEach([...ofA.toReversed(), ...ofB], store.add, { concurrency: "unbounded" })
        yield* store.edit(ofA[1]!, ofA[1]!.id, { paused: true })
        const shelves = [b, empty, a, b].map(shelfOf)
        assert.deepStrictEqual(yield* store.pools(shelves), [ofB, [], ofA.filter((_, n) => n !== 1), ofB])
        assert.deepStrictEqual(yield* store.poolSizes(shelves), [1, 0, 2, 1])
        assert.deepStrictEqual(yield* store.pools([]), [])
      }))

    it.effect("however many pause, resume and remove at once, as many can be drawn as are counted", () =>
      Effect.gen(function*() {
        const store = yield* AffirmationStore
        const relationship = yield* couple()
        const shelf = shelfOf(relationship)
        const all = Array.from({ length: 5 }, () => affirmationOf(relationship))
        yield* Effect.forEach(all, store.add)
        yield* twenty((n) => {
          const { id } = all[n % 4]!
          return n % 5 === 4
            ? store.remove(shelf, id)
            : Effect.ignore(store.edit(shelf, id, { paused: n % 3 !== 0 }))
        })
        const [pool] = yield* store.pools([shelf])
        assert.deepStrictEqual(pool?.map(({ id }) => id), [all[4]!.id])
        assert.deepStrictEqual(yield* store.poolSizes([shelf]), [1])
      }))

    it.effect(`a shelf holds ${most}: of twenty who want the last place one gets it`, () =>
      Effect.gen(function*() {
        const store = yield* AffirmationStore
        const relationship = yield* couple()
        const all = Array.from({ length: most - 1 }, (_, n) => affirmationOf(relationship, `No. ${n}`))
        yield* fill(all)
        const last = yield* twenty(() => Effect.result(store.add(affirmationOf(relationship))))
        const kept = last.flatMap((result) => result._tag === "Success" ? [result.success] : [])
        assert.strictEqual(kept.length, 1)
        for (const result of last) {
          if (result._tag === "Failure") assert.strictEqual(result.failure._tag, "TooManyAffirmations")
        }
        assert.deepStrictEqual(yield* store.add(all[0]!), all[0])
        yield* store.remove(all[1]!, all[1]!.id)
        const next = affirmationOf(relationship)
        assert.deepStrictEqual(yield* store.add(next), next)
        assert.strictEqual((yield* Effect.flip(store.add(affirmationOf(relationship))))._tag, "TooManyAffirmations")
      }))
  })
  shelves(name, layer)
}
