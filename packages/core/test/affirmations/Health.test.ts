import { assert, describe, it } from "@effect/vitest"
import { Option, Schema } from "effect"
import { Affirmation } from "../../src/affirmations/Affirmation.ts"
import * as Health from "../../src/affirmations/Health.ts"
import { LocalDate } from "../../src/LocalDate.ts"
import { candidate, now } from "./candidates.ts"

describe("the health of a pool", () => {
  it("counts what can come, what was not seen in thirty days, and what never came", () => {
    const kept = { scheduledFor: Option.some(LocalDate.make("2026-12-24")) }
    const pool = [candidate(1), candidate(2, 29), candidate(3, 31), candidate(4, 0, 9), candidate(5, null, 0, kept)]
    assert.deepStrictEqual(Health.of(pool, now), { drawable: 4, unseen: 2, fresh: 1 })
    assert.deepStrictEqual(Health.of([], now), { drawable: 0, unseen: 0, fresh: 0 })
  })

  it.prop("never has more fresh ones than unseen ones, nor more of these than can be drawn", [
    Schema.Array(Affirmation).check(Schema.isMaxLength(20))
  ], ([pool]) => {
    const { drawable, fresh, unseen } = Health.of(pool, now)
    assert.isAtMost(fresh, unseen)
    assert.isAtMost(unseen, drawable)
    assert.isAtMost(drawable, pool.length)
  })
})
