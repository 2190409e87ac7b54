import { assert, layer as withLayer } from "@effect/vitest"
import { Effect, type Layer, Option } from "effect"
import { AffirmationId } from "../../src/affirmations/Affirmation.ts"
import { Extra, ExtraId, type ExtraState, freeing, most } from "../../src/affirmations/Extra.ts"
import { ExtraStore } from "../../src/affirmations/ExtraStore.ts"
import { plus } from "../../src/LocalDate.ts"
import type { InviteStore } from "../../src/relationships/InviteStore.ts"
import type { Relationship } from "../../src/relationships/Relationship.ts"
import type { RelationshipStore } from "../../src/relationships/RelationshipStore.ts"
import { Zone } from "../../src/Zone.ts"
import { at, couple, end, freshId, today, twenty } from "./Couples.ts"

/** What the first of a couple asks for on a date of the second. */
const extraOf = ({ first, id, second }: Relationship, days = 0) =>
  new Extra({
    id: ExtraId.make(freshId()),
    relationship: id,
    author: first,
    receiver: second,
    date: plus(today, days),
    zone: Zone.make("Europe/Berlin"),
    affirmation: days % 2 === 0 ? Option.none() : Option.some(AffirmationId.make(freshId())),
    state: "asked",
    askedAt: at(days)
  })

/** What every ExtraStore must do. Each adapter runs it against its own layer. */
export const suite = <E>(name: string, layer: Layer.Layer<ExtraStore | InviteStore | RelationshipStore, E>) =>
  withLayer(layer, { timeout: "4 minutes", excludeTestServices: true })(`ExtraStore (${name})`, (it) => {
    it.effect("what is asked for is kept as it is, one of a date, and found by its day", () =>
      Effect.gen(function*() {
        const store = yield* ExtraStore
        const [mine, others] = [yield* couple(), yield* couple()]
        const [one, next, other] = [extraOf(mine), extraOf(mine, 1), extraOf(others)]
        for (const extra of [one, next, other]) assert.deepStrictEqual(yield* store.ask(extra), Option.some(extra))
        assert.deepStrictEqual(
          yield* store.onDays([next, extraOf(others, 1), one, other]),
          [Option.some(next), Option.none(), Option.some(one), Option.some(other)]
        )
        assert.deepStrictEqual(yield* store.onDays([]), [])
        assert.deepStrictEqual(yield* store.ask(extraOf(mine)), Option.some(one), "the date has one")
        assert.deepStrictEqual(yield* store.ask(one), Option.some(one), "asked for again, it is the same")
      }))

    it.effect("of twenty who ask for one date at once, one has it, and all are told which", () =>
      Effect.gen(function*() {
        const store = yield* ExtraStore
        const relationship = yield* couple()
        const extras = Array.from({ length: 20 }, () => extraOf(relationship))
        const kept = yield* twenty((n) => store.ask(extras[n]!))
        for (const one of kept) assert.deepStrictEqual(one, kept[0])
        assert.deepInclude(extras, Option.getOrThrow(kept[0]!))
      }))

    it.effect("of twenty who take it back and twenty workers who take it, one side has it", () =>
      Effect.gen(function*() {
        const store = yield* ExtraStore
        const winners = new Set<ExtraState>()
        for (let round = 0; round < 6; round++) {
          const extra = extraOf(yield* couple())
          yield* store.ask(extra)
          const states = yield* Effect.forEach(
            Array.from({ length: 40 }, (_, n) => (n + round) % 2 === 0 ? "taken" as const : "withdrawn" as const),
            (to) => Effect.map(store.move(extra, extra.id, ["asked"], to), (kept) => Option.getOrThrow(kept).state),
            { concurrency: "unbounded" }
          )
          assert.strictEqual(new Set(states).size, 1, "all are told the same")
          const [kept] = yield* store.onDays([extra])
          assert.strictEqual(Option.getOrThrow(kept!).state, states[0])
          winners.add(states[0]!)
        }
        for (const state of winners) assert.include(["taken", "withdrawn"], state)
      }))

    it.effect("a date is free again after what was withdrawn or came to nothing, and only then", () =>
      Effect.gen(function*() {
        const store = yield* ExtraStore
        const relationship = yield* couple()
        let kept = extraOf(relationship)
        const asked = [kept]
        yield* store.ask(kept)
        for (const to of freeing) {
          yield* store.move(kept, kept.id, ["asked"], to)
          const next = extraOf(relationship)
          assert.deepStrictEqual(yield* store.ask(next), Option.some(next), to)
          kept = next
          asked.push(next)
        }
        for (const to of ["taken", "sent"] as const) {
          const moved = new Extra({ ...kept, state: to })
          assert.deepStrictEqual(yield* store.move(kept, kept.id, ["asked", "taken"], to), Option.some(moved))
          assert.deepStrictEqual(yield* store.ask(extraOf(relationship)), Option.some(moved), to)
        }
      }))

    it.effect("what was taken back never counts again, however often it is asked for", () =>
      Effect.gen(function*() {
        const store = yield* ExtraStore
        const relationship = yield* couple()
        const [first, second] = [extraOf(relationship), extraOf(relationship)]
        yield* store.ask(first)
        yield* store.move(first, first.id, ["asked"], "withdrawn")
        const withdrawn = new Extra({ ...first, state: "withdrawn" })
        assert.deepStrictEqual(yield* store.ask(first), Option.some(withdrawn))
        yield* store.ask(second)
        assert.deepStrictEqual(yield* store.move(first, first.id, ["asked", "withdrawn"], "taken"), Option.none())
        yield* store.move(second, second.id, ["asked"], "withdrawn")
        assert.deepStrictEqual(yield* store.ask(first), Option.some(new Extra({ ...second, state: "withdrawn" })))
      }))

    it.effect("one date has no more than a few of them, taken back or not", () =>
      Effect.gen(function*() {
        const store = yield* ExtraStore
        const relationship = yield* couple()
        const extras = Array.from({ length: most + 1 }, () => extraOf(relationship))
        for (const [n, extra] of extras.entries()) {
          const kept = Option.getOrThrow(yield* store.ask(extra))
          assert.strictEqual(kept.id, extras[Math.min(n, most - 1)]!.id)
          yield* store.move(extra, extra.id, ["asked"], "withdrawn")
        }
      }))

    it.effect("nothing moves from another state, or that is not there", () =>
      Effect.gen(function*() {
        const store = yield* ExtraStore
        const extra = extraOf(yield* couple())
        const take = store.move(extra, extra.id, ["asked"], "taken")
        assert.deepStrictEqual(yield* take, Option.none())
        yield* store.ask(extra)
        const sent = yield* store.move(extra, extra.id, ["taken", "empty"], "sent")
        assert.deepStrictEqual(sent, Option.some(extra))
        assert.deepStrictEqual(yield* store.move(extraOf(yield* couple()), extra.id, ["asked"], "taken"), Option.none())
        const taken = Option.some(new Extra({ ...extra, state: "taken" }))
        assert.deepStrictEqual([yield* take, yield* take], [taken, taken])
      }))

    it.effect("nothing is asked for in a relationship that is ending, or in one that is not the receiver's", () =>
      Effect.gen(function*() {
        const store = yield* ExtraStore
        const [relationship, other, parted] = [yield* couple(), yield* couple(), yield* couple()]
        yield* end(parted.id)
        assert.deepStrictEqual(yield* store.ask(extraOf(parted)), Option.none())
        const crossed = new Extra({ ...extraOf(relationship), relationship: other.id })
        assert.deepStrictEqual(yield* store.ask(crossed), Option.none())
        assert.deepStrictEqual(yield* store.onDays([extraOf(parted), crossed]), [Option.none(), Option.none()])
      }))
  })
