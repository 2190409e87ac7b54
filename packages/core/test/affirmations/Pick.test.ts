import { assert, describe, it } from "@effect/vitest"
import { Effect, Random } from "effect"
import * as Selection from "../../src/affirmations/Selection.ts"

const weights = Float64Array.from({ length: 64 }, (_, n) => 1 + n % 13 + (n % 5) / 4)
const total = weights.reduce((sum, weight) => sum + weight, 0)

/** How far frequencies are from what was expected; p = 0.001 for 63 degrees of freedom is 103.44. */
const chiSquare = (hits: Float64Array, expected: (i: number) => number) =>
  hits.reduce((sum, count, i) => sum + (count - expected(i)) ** 2 / expected(i), 0)

describe("a pick", () => {
  it.effect("follows the weights over a million draws", () =>
    Effect.gen(function*() {
      const random = yield* Random.Random
      const draws = 1_000_000
      const hits = new Float64Array(weights.length)
      for (let i = 0; i < draws; i++) hits[Selection.pick(weights, random.nextDoubleUnsafe())]! += 1
      assert.isBelow(chiSquare(hits, (i) => draws * weights[i]! / total), 103.44)
      // the test can fail: one weight that is a twentieth off shows
      const off = (i: number) => i === 20 ? 1.05 : 1
      const shifted = weights.reduce((sum, weight, i) => sum + weight * off(i), 0)
      assert.isAbove(chiSquare(hits, (i) => draws * weights[i]! * off(i) / shifted), 103.44)
    }).pipe(Random.withSeed("picks")))

  it("allocates nothing", () => {
    const rolls = Float64Array.from({ length: 20_000 }, (_, n) => n / 20_000)
    let kept = 0
    const bytes = () => {
      const before = process.memoryUsage().heapUsed
      for (let i = 0; i < rolls.length; i++) kept += Selection.pick(weights, rolls[i]!)
      return (process.memoryUsage().heapUsed - before) / rolls.length
    }
    // the least of some goes, once it is compiled: whatever else runs takes memory too
    const each = Array.from({ length: 30 }, bytes).slice(10).map(Math.abs)
    assert.isBelow(Math.min(...each), 1)
    assert.isAbove(kept, 0)
  })
})
