import { assert, describe, it } from "@effect/vitest"
import { DateTime, Effect, Option, Random } from "effect"
import { AffirmationId } from "../../src/affirmations/Affirmation.ts"
import * as Bias from "../../src/affirmations/Bias.ts"
import * as Selection from "../../src/affirmations/Selection.ts"

const now = DateTime.makeUnsafe("2026-11-25T08:00:00Z")

const candidate = (n: number, sentDaysAgo: number | null = null, timesSent = sentDaysAgo === null ? 0 : 1) => ({
  id: AffirmationId.make(`019845e1-682f-7b02-a706-${String(n).padStart(12, "0")}`),
  timesSent,
  lastSentAt: sentDaysAgo === null
    ? Option.none<DateTime.Utc>()
    : Option.some(DateTime.subtract(now, { days: sentDaysAgo })),
  createdAt: DateTime.subtract(now, { days: 100 })
})

describe("the bias", () => {
  it("prefers the rarely sent, the long unsent and the new, within bounds", () => {
    assert.isAbove(Bias.count(0, 0), Bias.count(1, 0))
    assert.strictEqual(Bias.count(1000, 0), 0.1)
    assert.isBelow(Bias.recency(1), Bias.recency(20))
    assert.strictEqual(Bias.recency(null), 1)
    assert.strictEqual(Bias.recency(10_000), 1)
    assert.strictEqual(Bias.newness(0, false), 2)
    assert.strictEqual(Bias.newness(0, true), 1)
    assert.strictEqual(Bias.newness(365, false), 1)
  })

  it("is the product of the factors that are told", () => {
    for (const one of [candidate(1), candidate(2, 3), candidate(3, 40, 7)]) {
      const product = Bias.factors(one, 0, now).reduce((weight, { multiplier }) => weight * multiplier, 1)
      assert.closeTo(Bias.weight(one, 0, now), product, 1e-12)
    }
  })
})

describe("a draw", () => {
  it("from an empty pool is nothing", () => {
    assert.isTrue(Option.isNone(Selection.draw([], now, 0.5)))
  })

  it("from a pool of one is that one, however often it was sent", () => {
    const drawn = Selection.draw([candidate(1, 1, 50)], now, 0.999)
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
    const weights = Selection.weights(pool, now)
    assert.deepStrictEqual(Array.from(weights, (weight) => weight > 0), pool.map((_, i) => i >= 5))
    const small = Array.from({ length: 3 }, (_, i) => candidate(i, i + 1))
    assert.isTrue(Selection.weights(small, now).every((weight) => weight > 0))
  })

  it.effect("comes as often as its probability says, over 100,000 draws", () =>
    Effect.gen(function*() {
      const pool = [candidate(1), candidate(2, 30, 3), candidate(3, 12, 1), candidate(4, 60, 8), candidate(5)]
      const weights = Selection.weights(pool, now)
      const total = weights.reduce((sum, weight) => sum + weight, 0)
      const draws = 100_000
      const hits = new Float64Array(pool.length)
      for (let i = 0; i < draws; i++) hits[Selection.pick(weights, yield* Random.next)]! += 1
      let chiSquare = 0
      let freedom = -1
      for (let i = 0; i < pool.length; i++) {
        const expected = draws * weights[i]! / total
        if (expected === 0) {
          assert.strictEqual(hits[i], 0)
          continue
        }
        freedom += 1
        chiSquare += (hits[i]! - expected) ** 2 / expected
      }
      // p = 0.001 for up to four degrees of freedom
      assert.isAtMost(freedom, 4)
      assert.isBelow(chiSquare, 18.47)
    }).pipe(Random.withSeed("affirmations")))

  it.effect("with the same seed is the same", () => {
    const pool = Array.from({ length: 50 }, (_, i) => candidate(i))
    const draws = Effect.forEach(
      Array.from({ length: 20 }),
      () => Effect.map(Random.next, (roll) => Option.getOrThrow(Selection.draw(pool, now, roll)).affirmation.id)
    ).pipe(Random.withSeed("one"))
    return Effect.gen(function*() {
      assert.deepStrictEqual(yield* draws, yield* draws)
    })
  })
})
