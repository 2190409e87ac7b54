import { assert, describe, it } from "vitest"
import { chances, running } from "../../../src/features/manage/outlook.ts"

describe("what lies ahead", () => {
  const item = (id: string, probability: number) => ({ id, probability, weight: probability, factors: [] })

  it("is a chance for each text, and its share of the likeliest", () => {
    const all = chances({ items: [item("a", 0.4), item("b", 0.1)] })
    assert.deepStrictEqual(all.get("a"), { probability: 0.4, share: 1 })
    assert.deepStrictEqual(all.get("b"), { probability: 0.1, share: 0.25 })
    assert.isUndefined(all.get("c"))
    assert.strictEqual(chances({ items: [item("a", 0)] }).get("a")?.share, 0)
  })

  it("is worth a word when few are left that were not seen lately, but not when there are none at all", () => {
    assert.strictEqual(running({ drawable: 41, unseen: 3, fresh: 1 }), 3)
    assert.strictEqual(running({ drawable: 41, unseen: 0, fresh: 0 }), 0)
    assert.isUndefined(running({ drawable: 41, unseen: 8, fresh: 8 }))
    assert.isUndefined(running({ drawable: 0, unseen: 0, fresh: 0 }))
  })
})
