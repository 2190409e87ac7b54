import { assert, it } from "vitest"
import { type Day, lettersOf } from "../../../src/features/home/data.ts"

const letter = (id: string, chosenAt: string): NonNullable<Day["today"]> => ({
  id,
  date: "2026-12-01",
  text: "You hum.",
  author: "019845e1-682f-7b02-a706-3b2422d13aee",
  reason: { factors: [], outOf: 1, probability: 1 },
  chosenAt,
  lovedAt: null
})

it("the latest of today's letters comes first, whether it is the daily one or was sent by hand", () => {
  const [early, late] = [letter("a", "2026-12-01T07:00:00.000Z"), letter("b", "2026-12-01T12:00:00.000Z")]
  const ids = (today: Day["today"], extra: Day["extra"]) => lettersOf({ today, extra }).map(({ id }) => id)
  assert.deepStrictEqual([ids(early, late), ids(late, early)], [["b", "a"], ["b", "a"]])
  assert.deepStrictEqual([ids(early, null), ids(null, late), ids(null, null)], [["a"], ["b"], []])
  const old = JSON.parse(JSON.stringify({ today: early }))
  assert.deepStrictEqual(lettersOf(old), [early], "a snapshot of before knows no other")
})
