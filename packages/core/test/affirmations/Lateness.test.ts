import { assert, describe, it } from "@effect/vitest"
import { DateTime, Schema } from "effect"
import * as Due from "../../src/affirmations/Due.ts"
import * as Lateness from "../../src/affirmations/Lateness.ts"
import { WallTime } from "../../src/affirmations/Slot.ts"
import { LocalDate } from "../../src/LocalDate.ts"
import { Zone } from "../../src/Zone.ts"

const hour = DateTime.makeUnsafe("2026-11-25T07:00:00Z")
const after = (minutes: number, next = 24 * 60) =>
  Lateness.of(hour, DateTime.add(hour, { minutes: next }), DateTime.add(hour, { minutes }))

describe("an affirmation that is sent after its hour", () => {
  it("comes as if nothing had been for six hours", () => {
    assert.deepStrictEqual(after(0), { _tag: "Timely" })
    assert.deepStrictEqual(after(360), { _tag: "Timely" })
  })

  it("comes and says how late it is until six hours before the next", () => {
    assert.deepStrictEqual(after(361), { _tag: "Late", minutes: 361 })
    assert.deepStrictEqual(after(18 * 60 - 1), { _tag: "Late", minutes: 1079 })
  })

  it("does not come when the next one is due within six hours", () => {
    assert.deepStrictEqual(after(18 * 60), { _tag: "Skipped", minutes: 1080 })
    assert.deepStrictEqual(after(7 * 60, 13 * 60), { _tag: "Skipped", minutes: 420 })
  })

  it("is measured in hours that pass, not in those the wall shows", () => {
    const slot = { zone: Zone.make("Europe/Berlin"), time: WallTime.make("00:30") }
    const [today, tomorrow] = [LocalDate.make("2026-10-25"), LocalDate.make("2026-10-26")]
    // on this day of 25 hours the wall shows half past six seven hours later
    const now = DateTime.makeUnsafe("2026-10-25T05:30:00Z")
    assert.deepStrictEqual(Lateness.of(Due.instant(slot, today), Due.instant(slot, tomorrow), now), {
      _tag: "Late",
      minutes: 420
    })
  })

  const Minutes = Schema.Int.check(Schema.isBetween({ minimum: -2000, maximum: 4000 }))
  it.prop("is one of the three, and never earlier than before", [Minutes, Minutes], ([one, other]) => {
    const order = ["Timely", "Late", "Skipped"]
    const [earlier, later] = [Math.min(one, other), Math.max(one, other)].map((at) => order.indexOf(after(at)._tag))
    assert.isAtMost(earlier!, later!)
  })
})
