import { assert, describe, it } from "@effect/vitest"
import { DateTime, Schema } from "effect"
import { Affirmation } from "../../src/affirmations/Affirmation.ts"
import * as Bias from "../../src/affirmations/Bias.ts"
import * as Day from "../../src/affirmations/Day.ts"
import * as Explanation from "../../src/affirmations/Explanation.ts"
import { LocalDate } from "../../src/LocalDate.ts"
import { utc } from "../../src/Zone.ts"
import { candidate, now } from "./candidates.ts"

const day = Day.of(LocalDate.make("2026-11-25"), utc, LocalDate.make("2024-11-25"))
const Count = Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 100_000 }))
const Days = Schema.Finite.check(Schema.isBetween({ minimum: 0, maximum: 100_000 }))

describe("the bias", () => {
  it("prefers the rarely sent, the long unsent, the new, the loved and what is meant for the day", () => {
    assert.isAbove(Bias.count(0, 0), Bias.count(1, 0))
    assert.strictEqual(Bias.count(1000, 0), 0.25)
    assert.isBelow(Bias.recency(1), Bias.recency(20))
    assert.strictEqual(Bias.recency(null), 1)
    assert.strictEqual(Bias.newness(0, false), 2)
    assert.strictEqual(Bias.newness(0, true), 1)
    assert.strictEqual(Bias.newness(365, false), 1)
    assert.strictEqual(Bias.love(3, 3), 2)
    assert.strictEqual(Bias.love(1, 4), 1.25)
    assert.strictEqual(Bias.love(0, 0), 1)
    assert.strictEqual(Bias.tag(["wednesday", "spring"], day), 3)
    assert.strictEqual(Bias.tag(["anniversary"], day), 3)
    assert.strictEqual(Bias.tag(["spring"], day), 0.5)
    assert.strictEqual(Bias.tag([], day), 1)
    assert.strictEqual(Bias.wish("more"), 2)
    assert.strictEqual(Bias.wish("less"), 0.5)
    assert.strictEqual(Bias.wish(null), 1)
  })

  it.prop("keeps each factor between its floor and its cap", [Count, Count, Days], ([one, other, days]) => {
    const [fewest, sent] = [Math.min(one, other), Math.max(one, other)]
    const within = (value: number, floor: number, cap: number) =>
      assert.isTrue(value >= floor && value <= cap, `${value}`)
    within(Bias.count(sent, fewest), 0.25, 1)
    within(Bias.recency(days), 0.25, 1)
    within(Bias.newness(days, sent > 0), 1, 2)
    within(Bias.love(one, other), 1, 2)
  })

  it.prop("never gets a factor wrong way round", [Days, Days, Count], ([one, other, count]) => {
    const [shorter, longer] = [Math.min(one, other), Math.max(one, other)]
    assert.isAtMost(Bias.recency(shorter), Bias.recency(longer))
    assert.isAtLeast(Bias.newness(shorter, false), Bias.newness(longer, false))
    assert.isAtLeast(Bias.count(count, 0), Bias.count(count + 1, 0))
    assert.isAtMost(Bias.love(count, count + 1), Bias.love(count + 1, count + 1))
  })

  it.prop("is the product of the factors that are told, and within its bounds", [Affirmation], ([affirmation]) => {
    const fewest = Math.floor(affirmation.timesSent / 2)
    const weight = Bias.weight(affirmation, fewest, day, now)
    const product = Bias.factors(affirmation, fewest, day, now).reduce((all, { multiplier }) => all * multiplier, 1)
    assert.closeTo(weight, product, 1e-9)
    assert.isAtLeast(weight, Bias.least)
    assert.isAtMost(weight, Bias.most)
  })

  it("does not read a clock that went back as time that has passed", () => {
    const later = { ...candidate(1, 0, 3), createdAt: DateTime.add(now, { days: 9 }) }
    assert.isAtMost(Bias.weight(later, 3, day, DateTime.subtract(now, { hours: 2 })), 1)
  })

  it("says why", () => {
    const loved = candidate(1, 41, 2, { loves: 1, tags: ["anniversary"], wish: "more" })
    assert.strictEqual(
      Explanation.of({ factors: Bias.factors(loved, 1, day, now), outOf: 12, probability: 0.2, late: 400 }),
      "sent 2 times before; not sent for 41 days; written 100 days before; loved or answered once; " +
        "meant for such a day: anniversary; more like it were asked for; 1 of 12; 400 minutes late"
    )
    assert.deepStrictEqual(
      Bias.factors(candidate(2, null, 0, { tags: ["spring"], wish: "less" }), 0, day, now).map(Explanation.say),
      [
        "never sent before",
        "never sent",
        "written 100 days before",
        "meant for other days",
        "less like it were asked for"
      ]
    )
  })
})
