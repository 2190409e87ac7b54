import { assert, describe, it } from "@effect/vitest"
import { DateTime, Effect, Option, Random, Schema } from "effect"
import type * as Bias from "../../src/affirmations/Bias.ts"
import * as Day from "../../src/affirmations/Day.ts"
import * as Selection from "../../src/affirmations/Selection.ts"
import { LocalDate } from "../../src/LocalDate.ts"
import { utc } from "../../src/Zone.ts"
import { candidate, now } from "./candidates.ts"

const day = Day.of(LocalDate.make("2026-11-25"), utc, LocalDate.make("2024-05-01"))
const Roll = Schema.Finite.check(Schema.isBetween({ minimum: 0, maximum: 1 - Number.EPSILON }))
/** when each of a pool was sent, in days; a negative one never was */
const Pool = Schema.Array(Schema.Int.check(Schema.isBetween({ minimum: -20, maximum: 60 }))).check(
  Schema.isMaxLength(40)
)
const poolOf = (days: ReadonlyArray<number>) => days.map((days, n) => candidate(n, days < 0 ? null : days))

describe("a draw", () => {
  it("from an empty pool is nothing", () => {
    assert.isTrue(Option.isNone(Selection.draw([], day, now, 0.5)))
    assert.deepStrictEqual(Selection.odds([], day, now), [])
  })

  it("from a pool of one is that one, however often it was sent", () => {
    const drawn = Selection.draw([candidate(1, 1, 50)], day, now, 0.999)
    assert.strictEqual(Option.getOrThrow(drawn).reason.probability, 1)
  })

  it("falls on an index with weight for every roll", () => {
    const weights = Float64Array.from([0, 0.3, 0, 0.7, 0])
    for (let i = 0; i < 1000; i++) assert.include([1, 3], Selection.pick(weights, i / 1000))
    assert.strictEqual(Selection.pick(weights, 1 - Number.EPSILON), 3)
    assert.strictEqual(Selection.pick(new Float64Array(3), 0.5), -1)
  })

  it("repeats nothing while half the pool, and three at least, are free", () => {
    const pool = Array.from({ length: 10 }, (_, i) => candidate(i, i < 6 ? i + 1 : null))
    const weights = Selection.weights(pool, day, now)
    assert.deepStrictEqual(Array.from(weights, (weight) => weight > 0), pool.map((_, i) => i >= 5))
    const small = Array.from({ length: 3 }, (_, i) => candidate(i, i + 1))
    assert.isTrue(Selection.weights(small, day, now).every((weight) => weight > 0))
  })

  it.prop("has as many free as there have to be, also of those sent at one instant", [Pool], ([days]) => {
    const pool = poolOf(days)
    const free = Selection.weights(pool, day, now).reduce((count, weight) => count + Number(weight > 0), 0)
    assert.isAtLeast(free, Math.min(pool.length, Math.max(3, Math.floor(pool.length / 2))))
    const waiting = days.filter((_, i) => Selection.weights(pool, day, now)[i] === 0)
    const drawable = days.filter((_, i) => Selection.weights(pool, day, now)[i]! > 0 && days[i]! >= 0)
    for (const one of waiting) assert.isTrue(drawable.every((other) => other >= one))
  })

  it.prop("is told with the odds it had", [Pool, Roll], ([days, roll]) => {
    const pool = poolOf(days)
    const odds = Selection.odds(pool, day, now)
    if (pool.length > 0) assert.closeTo(odds.reduce((sum, { probability }) => sum + probability, 0), 1, 1e-9)
    for (const { affirmation, reason } of Option.toArray(Selection.draw(pool, day, now, roll))) {
      const its = odds.find((one) => one.affirmation === affirmation)!
      assert.closeTo(reason.probability, its.probability, 1e-12)
      assert.deepStrictEqual(reason.factors, its.factors)
      assert.strictEqual(reason.outOf, odds.filter(({ weight }) => weight > 0).length)
    }
  })

  it.prop("of several has none twice, and all when all are asked for", [Pool, Schema.Array(Roll)], ([days, rolls]) => {
    const pool = poolOf(days)
    const free = Selection.weights(pool, day, now).filter((weight) => weight > 0).length
    const drawn = Selection.drawMany(pool, day, now, rolls)
    assert.strictEqual(drawn.length, Math.min(rolls.length, free))
    assert.strictEqual(new Set(drawn.map(({ affirmation }) => affirmation)).size, drawn.length)
    if (drawn.length === free && free > 0) assert.closeTo(drawn.at(-1)!.reason.probability, 1, 1e-12)
  })

  it.effect("with the same seed is the same", () => {
    const pool = Array.from({ length: 50 }, (_, i) => candidate(i))
    const draws = Effect.forEach(
      Array.from({ length: 20 }),
      () => Effect.map(Random.next, (roll) => Option.getOrThrow(Selection.draw(pool, day, now, roll)).affirmation.id)
    ).pipe(Random.withSeed("one"))
    return Effect.gen(function*() {
      assert.deepStrictEqual(yield* draws, yield* draws)
    })
  })
})

describe("a surprise", () => {
  const on = (date: string) => ({ scheduledFor: Option.some(LocalDate.make(date)) })

  it("wins on its date and is in no draw on another", () => {
    const pool = [candidate(1), candidate(2, null, 0, on("2026-11-25")), candidate(3, null, 0, on("2026-11-26"))]
    const { affirmation, reason } = Option.getOrThrow(Selection.draw(pool, day, now, 0))
    assert.strictEqual(affirmation, pool[1])
    assert.deepStrictEqual(reason.factors, [
      { name: "scheduled", multiplier: 1, figure: null, detail: "2026-11-25" }
    ])
    assert.deepStrictEqual(Selection.odds(pool, day, now).map(({ probability }) => probability), [0, 1, 0])
    const before = Day.of(LocalDate.make("2026-11-24"), utc, LocalDate.make("2024-05-01"))
    assert.deepStrictEqual(Selection.odds(pool, before, now).map(({ probability }) => probability), [1, 0, 0])
    assert.isTrue(Option.isNone(Selection.draw(pool.slice(1), before, now, 0.5)))
  })

  it("makes nothing wait that would be free without it", () => {
    const pool = [1, 2, 3].map((n) => candidate(n, n))
    const more = [...pool, ...[4, 5, 6].map((n) => candidate(n, null, 0, on(`2027-01-0${n}`)))]
    assert.deepStrictEqual(
      Selection.odds(more, day, now).slice(0, 3).map(({ probability }) => probability),
      Selection.odds(pool, day, now).map(({ probability }) => probability)
    )
  })
})

/** How far frequencies are from what was expected; p = 0.001 for two degrees of freedom is 13.82. */
const chiSquare = (hits: Float64Array, expected: ReadonlyArray<number>) => {
  let sum = 0
  for (const [i, count] of expected.entries()) {
    if (count === 0) assert.strictEqual(hits[i], 0)
    else sum += (hits[i]! - count) ** 2 / count
  }
  return sum
}

describe("over 100,000 draws", () => {
  const draws = 100_000
  const pool = [
    candidate(1),
    candidate(2, 30, 3, { loves: 2, replies: 1 }),
    candidate(3, 12, 1, { tags: ["wednesday"] }),
    candidate(4, 60, 8, { wish: "more" }),
    candidate(5, null, 0, { tags: ["spring"], createdAt: now }),
    candidate(6, 1, 1)
  ]

  it.effect("each comes as often as its odds say", () =>
    Effect.gen(function*() {
      const odds = Selection.odds(pool, day, now)
      assert.strictEqual(odds.filter(({ probability }) => probability > 0).length, 3)
      const hits = new Float64Array(pool.length)
      for (let i = 0; i < draws; i++) {
        const drawn = Option.getOrThrow(Selection.draw(pool, day, now, yield* Random.next))
        hits[pool.indexOf(drawn.affirmation)]! += 1
      }
      assert.isBelow(chiSquare(hits, odds.map(({ probability }) => probability * draws)), 13.82)
      // the test can fail: frequencies of a pool without bias are far off
      const even = odds.map(({ probability }) => probability > 0 ? draws / 3 : 0)
      assert.isAbove(chiSquare(hits, even), 1000)
    }).pipe(Random.withSeed("affirmations")))

  it.effect("the second of two comes as often as drawing without putting back says", () =>
    Effect.gen(function*() {
      const free = pool.slice(0, 3)
      const odds = Selection.odds(free, day, now).map(({ probability }) => probability)
      const hits = new Float64Array(free.length)
      for (let i = 0; i < draws; i++) {
        const [, second] = Selection.drawMany(free, day, now, [yield* Random.next, yield* Random.next])
        hits[free.indexOf(second!.affirmation)]! += 1
      }
      const expected = odds.map((its, i) =>
        draws * odds.reduce((sum, first, k) => k === i ? sum : sum + first * its / (1 - first), 0)
      )
      assert.isBelow(chiSquare(hits, expected), 13.82)
    }).pipe(Random.withSeed("two")))
})

describe("over three years", () => {
  /** Draws once a day as the pipeline does, and counts. */
  const live = (pool: ReadonlyArray<Bias.Candidate>, days: number) =>
    Effect.gen(function*() {
      const current = [...pool]
      const counts = pool.map(() => 0)
      const order: Array<number> = []
      for (let n = 0; n < days; n++) {
        const at = DateTime.add(now, { days: n })
        const drawn = Option.getOrThrow(Selection.draw(current, day, at, yield* Random.next)).affirmation
        const index = current.indexOf(drawn)
        counts[index]! += 1
        order.push(index)
        current[index] = {
          ...drawn,
          timesSent: drawn.timesSent + 1,
          lastSentAt: Option.some(at),
          // this one is loved each time
          loves: index === 0 ? drawn.loves + 1 : 0
        }
      }
      return { counts, order }
    })

  it.effect("nobody's favourite drives out the rest, and nothing unloved is forgotten", () =>
    Effect.gen(function*() {
      const size = 12
      const pool = Array.from({ length: size }, (_, n) =>
        candidate(
          n,
          null,
          0,
          n === 0 ? { tags: ["wednesday"], wish: "more" } : n === 1 ? { tags: ["spring"], wish: "less" } : {}
        ))
      const { counts, order } = yield* live(pool, 1095)
      // six wait at any time, so that none can come more often than every seventh day
      assert.isAtMost(counts[0]!, Math.ceil(1095 / 7))
      assert.strictEqual(Math.max(...counts), counts[0])
      for (const count of counts) {
        assert.isAtLeast(count, 1095 / size / 4)
      }
      for (const [i, index] of order.entries()) {
        assert.isFalse(order.slice(Math.max(0, i - 6), i).includes(index), "it came within the last six days")
      }
    }).pipe(Random.withSeed("years")))
})
