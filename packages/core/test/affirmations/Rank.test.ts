import { assert, it } from "@effect/vitest"
import { Schema } from "effect"
import * as Rank from "../../src/affirmations/Rank.ts"

/** few of them differ, so that many are equal; some are before and after all time */
const Some = Schema.NonEmptyArray(Schema.Literals([0, 1, 2, 3, 4, 5, 6]))
const instant = (n: number) => n === 0 ? -Infinity : n === 6 ? Infinity : n

it.prop("each rank is what sorting says", [Some], ([some]) => {
  const instants = some.map(instant)
  const sorted = Float64Array.from(instants).toSorted()
  for (const [i, instant] of sorted.entries()) {
    const numbers = Float64Array.from(instants)
    assert.strictEqual(Rank.smallest(numbers, i + 1), instant)
    assert.deepStrictEqual(numbers.toSorted(), sorted)
  }
})

it("ten thousand, in order, backwards or all alike, are no trap", () => {
  for (const at of [(n: number) => n, (n: number) => 10_000 - n, () => 7]) {
    const numbers = Float64Array.from({ length: 10_000 }, (_, n) => at(n))
    assert.strictEqual(Rank.smallest(numbers.slice(), 5000), numbers.toSorted()[4999])
  }
})
