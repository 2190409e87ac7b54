import { assert, describe, it } from "vitest"
import { chanceOf, chances, running } from "../../../src/features/manage/chances.ts"

describe("what lies ahead", () => {
  const item = (id: string, probability: number) => ({ id, probability, weight: probability, factors: [] })

  it("is a chance for each text, and its share of the likeliest", () => {
    const all = chances({ items: [item("a", 0.4), item("b", 0.1)] })
    assert.deepStrictEqual(all.get("a"), { probability: 0.4, share: 1 })
    assert.deepStrictEqual(all.get("b"), { probability: 0.1, share: 0.25 })
    assert.isUndefined(all.get("c"))
    assert.strictEqual(chances({ items: [item("a", 0)] }).get("a")?.share, 0)
  })

  it("is none for what is paused, and unknown for what is not among the likeliest", () => {
    const counts = { all: 2, "never-sent": 0, loved: 0, scheduled: 0, paused: 1 }
    const health = { drawable: 1, unseen: 1, fresh: 0 }
    const ahead = { date: "2026-12-02", at: "2026-12-02T07:00:00.000Z", items: [item("a", 1)], health, counts }
    assert.deepStrictEqual(chanceOf(ahead, { id: "a", paused: false }), { probability: 1, share: 1 })
    assert.deepStrictEqual(chanceOf(ahead, { id: "b", paused: true }), { probability: 0, share: 0 })
    assert.isUndefined(chanceOf(ahead, { id: "b", paused: false }))
  })

  it("is worth a word when few are left that were not seen lately, but not when there are none at all", () => {
    assert.strictEqual(running({ drawable: 41, unseen: 3, fresh: 1 }), 3)
    assert.strictEqual(running({ drawable: 41, unseen: 0, fresh: 0 }), 0)
    assert.isUndefined(running({ drawable: 41, unseen: 8, fresh: 8 }))
    assert.isUndefined(running({ drawable: 0, unseen: 0, fresh: 0 }))
  })
})
