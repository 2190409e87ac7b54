import { assert, describe, it } from "vitest"
import { because, odds } from "../../../src/features/affirmations/why.ts"

describe("why this one", () => {
  it("says each factor with its figure, and which way it worked", () => {
    const reason = {
      factors: [
        { name: "count", multiplier: 0.5, figure: 3 },
        { name: "recency", multiplier: 1, figure: 34 },
        { name: "newness", multiplier: 1.5, figure: 1 }
      ],
      outOf: 12,
      probability: 0.0833
    } as const
    assert.deepStrictEqual(because(reason), [
      { text: "It was sent 3 times before", effect: "unlikelier" },
      { text: "It last came 34 days before", effect: "neither" },
      { text: "It was written the day before", effect: "likelier" }
    ])
    assert.strictEqual(odds(reason), "1 of 12 that could have come. Its chance was 8.3%.")
  })

  it("says nothing about the last time of what was never sent", () => {
    const reason = {
      factors: [{ name: "recency", multiplier: 1, figure: null }, { name: "count", multiplier: 1, figure: 0 }],
      outOf: 1,
      probability: 1
    } as const
    assert.deepStrictEqual(because(reason), [{ text: "It was never sent before", effect: "neither" }])
    assert.strictEqual(odds(reason), "It was the only one there was.")
  })
})
