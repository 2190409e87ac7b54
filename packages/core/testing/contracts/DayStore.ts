import { assert, layer as withLayer } from "@effect/vitest"
import { Effect, type Layer } from "effect"
import { DayStore, type Missed } from "../../src/affirmations/DayStore.ts"
import { type LocalDate, plus } from "../../src/LocalDate.ts"
import type { InviteStore } from "../../src/relationships/InviteStore.ts"
import { couple, today, twenty } from "./Couples.ts"

const mailboxOf = Effect.map(couple(), ({ id, second }) => ({ relationship: id, receiver: second }))

/** What every DayStore must do. Each adapter runs it against its own layer. */
export const suite = <E>(name: string, layer: Layer.Layer<DayStore | InviteStore, E>) =>
  withLayer(layer, { timeout: "4 minutes", excludeTestServices: true })(`DayStore (${name})`, (it) => {
    it.effect("a day is a hard one when its receiver says so, and no longer when they do not", () =>
      Effect.gen(function*() {
        const store = yield* DayStore
        const [one, other] = [yield* mailboxOf, yield* mailboxOf]
        yield* store.setHard(one, today, true)
        yield* store.setHard(one, today, true)
        yield* store.setHard(other, plus(today, 1), false)
        const asked = [other, one, one].map(({ receiver }, n) => ({ receiver, date: plus(today, n - 1) }))
        assert.deepStrictEqual(yield* store.hard(asked), [false, true, false])
        yield* store.setHard(one, today, false)
        assert.deepStrictEqual(yield* store.hard(asked), [false, false, false])
        assert.deepStrictEqual(yield* store.hard([]), [])
      }))

    it.effect("why a day brought nothing is kept, the first reason, and read from one day to another", () =>
      Effect.gen(function*() {
        const store = yield* DayStore
        const [mine, others] = [yield* mailboxOf, yield* mailboxOf]
        const day = (days: number, why: Missed["why"]) => ({ ...mine, date: plus(today, days), why })
        yield* store.miss([day(0, "empty"), day(2, "late"), day(5, "empty"), { ...others, date: today, why: "late" }])
        yield* twenty((n) => store.miss([day(n % 3, "late"), day(5, "late")]))
        yield* store.miss([])
        const missed = (from: LocalDate, to: LocalDate) =>
          Effect.map(store.between(mine, from, to), (days) => days.map(({ date, missed }) => [date, missed]))
        assert.deepStrictEqual(yield* missed(today, plus(today, 4)), [
          [plus(today, 2), "late"],
          [plus(today, 1), "late"],
          [today, "empty"]
        ])
        assert.deepStrictEqual(yield* missed(plus(today, 5), plus(today, 5)), [[plus(today, 5), "empty"]])
        assert.deepStrictEqual(yield* missed(plus(today, 6), plus(today, 9)), [])
        const elsewhere = { ...mine, relationship: others.relationship }
        assert.deepStrictEqual(yield* store.between(elsewhere, today, plus(today, 9)), [])
      }))

    it.effect("a hard day that brought nothing is both, and one of each is one", () =>
      Effect.gen(function*() {
        const store = yield* DayStore
        const mine = yield* mailboxOf
        yield* store.setHard(mine, today, true)
        yield* store.miss([{ ...mine, date: today, why: "empty" }])
        assert.deepStrictEqual(yield* store.hard([{ receiver: mine.receiver, date: today }]), [true])
        yield* store.setHard(mine, plus(today, 1), true)
        assert.deepStrictEqual(yield* store.between(mine, today, plus(today, 1)), [
          { date: plus(today, 1), hard: true, missed: null },
          { date: today, hard: true, missed: "empty" }
        ])
        yield* store.setHard(mine, today, false)
        assert.deepStrictEqual(yield* store.between(mine, today, today), [
          { date: today, hard: false, missed: "empty" }
        ])
      }))
  })
