import { assert, layer as withLayer } from "@effect/vitest"
import { Effect, type Layer, Option, Result } from "effect"
import { Affirmation, type AffirmationId, DateTaken } from "../../src/affirmations/Affirmation.ts"
import { AffirmationStore } from "../../src/affirmations/AffirmationStore.ts"
import * as Filter from "../../src/affirmations/Filter.ts"
import { plus } from "../../src/LocalDate.ts"
import type { Page } from "../../src/Page.ts"
import type { InviteStore } from "../../src/relationships/InviteStore.ts"
import { affirmationOf, at, couple, today, twenty } from "./Couples.ts"

/** What every AffirmationStore must do with dates from the first, and with a shelf as its writer looks at it. */
export const suite = <R, E>(name: string, layer: Layer.Layer<AffirmationStore | InviteStore | R, E>) =>
  withLayer(layer, { timeout: "4 minutes", excludeTestServices: true })(
    `AffirmationStore, shelves (${name})`,
    (it) => {
      it.effect("what is added with a date is a surprise from the first, or is not kept", () =>
        Effect.gen(function*() {
          const store = yield* AffirmationStore
          const relationship = yield* couple()
          const shelf = { relationship: relationship.id, author: relationship.first }
          const dated = (days = 0) =>
            new Affirmation({ ...affirmationOf(relationship), scheduledFor: Option.some(plus(today, days)) })
          const [plain, ...wanting] = [affirmationOf(relationship), ...Array.from({ length: 20 }, () => dated())]
          const results = yield* twenty((n) => Effect.result(store.add(n === 0 ? plain! : wanting[n]!)))
          const kept = results.flatMap((result) => Result.isSuccess(result) ? [result.success] : [])
          assert.deepStrictEqual(kept.length, 2)
          for (const result of results) {
            if (Result.isFailure(result)) assert.deepStrictEqual(result.failure, new DateTaken({ date: today }))
          }
          assert.deepStrictEqual(yield* store.poolSizes([shelf]), [1])
          const one = kept.find(({ scheduledFor }) => Option.isSome(scheduledFor))!
          assert.deepStrictEqual(yield* store.find(shelf, one.id), one)
          assert.deepStrictEqual(yield* store.add(new Affirmation({ ...one, text: "Other words." })), one)
          const other = dated(1)
          assert.deepStrictEqual(yield* store.add(other), other)
          assert.deepStrictEqual(
            yield* Effect.flip(store.schedule(shelf, other.id, Option.some(today))),
            new DateTaken({ date: today })
          )
          yield* store.remove(shelf, one.id)
          assert.strictEqual((yield* store.schedule(shelf, other.id, Option.some(today))).id, other.id)
          assert.strictEqual((yield* store.list(shelf, Option.none(), 9)).items.length, 2)
        }))

      it.effect("a shelf is counted and narrowed by what has become of its texts", () =>
        Effect.gen(function*() {
          const store = yield* AffirmationStore
          const relationship = yield* couple()
          const shelf = { relationship: relationship.id, author: relationship.first }
          const state = (n: number) => ({
            ...(n % 2 === 0 && { timesSent: 2, lastSentAt: Option.some(at(1)) }),
            ...(n % 4 === 0 && { loves: 1 }),
            ...(n === 7 && { scheduledFor: Option.some(today) }),
            paused: n % 5 === 0
          })
          const all = Array.from(
            { length: 12 },
            (_, n) => new Affirmation({ ...affirmationOf(relationship, `No. ${n}`), ...state(n) })
          )
          yield* Effect.forEach(all, store.add)
          yield* store.add(affirmationOf(yield* couple()))
          assert.deepStrictEqual(yield* store.tally(shelf), {
            all: 12,
            "never-sent": 5,
            loved: 3,
            scheduled: 1,
            paused: 3
          })
          assert.deepStrictEqual(yield* store.tally({ ...shelf, author: relationship.second }), Filter.tally([]))
          const narrowed = Effect.fnUntraced(function*(filter: Filter.Filter, limit: number) {
            const found: Array<string> = []
            let after = Option.none<AffirmationId>()
            do {
              const page: Page<Affirmation, AffirmationId> = yield* store.list(shelf, after, limit, filter)
              assert.isAtMost(page.items.length, limit)
              found.push(...page.items.map(({ text }) => text))
              after = page.next
            } while (Option.isSome(after))
            return found
          })
          for (const filter of Filter.Filter.literals) {
            const expected = all.filter(Filter.holds[filter]).map(({ text }) => text).toReversed()
            for (const limit of [1, 2, 50]) assert.deepStrictEqual(yield* narrowed(filter, limit), expected)
          }
        }))
    }
  )
