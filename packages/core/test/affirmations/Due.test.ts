import { assert, describe, it } from "@effect/vitest"
import { DateTime } from "effect"
import * as Due from "../../src/affirmations/Due.ts"
import { WallTime } from "../../src/affirmations/Slot.ts"
import { LocalDate, plus } from "../../src/LocalDate.ts"
import { all, rules, Zone } from "../../src/Zone.ts"

const at = (zone: string, time: string, date: string) =>
  DateTime.formatIso(Due.instant({ zone: Zone.make(zone), time: WallTime.make(time) }, LocalDate.make(date)))

const wall = (zone: Zone, instant: DateTime.Utc) => {
  const zoned = DateTime.setZone(instant, rules(zone))
  const { hour, minute } = DateTime.toParts(zoned)
  return `${DateTime.formatIsoDate(zoned)} ${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`
}

describe("the instant of a slot", () => {
  it("is what the clock on the wall says", () => {
    assert.strictEqual(at("Europe/Berlin", "08:00", "2026-11-25"), "2026-11-25T07:00:00.000Z")
    assert.strictEqual(at("Asia/Katmandu", "08:15", "2026-11-25"), "2026-11-25T02:30:00.000Z")
    assert.strictEqual(at("Pacific/Kiritimati", "00:00", "2026-11-25"), "2026-11-24T10:00:00.000Z")
  })

  it("of a time that a gap skips is the first valid one after it", () => {
    assert.strictEqual(at("Europe/Berlin", "02:30", "2026-03-29"), "2026-03-29T01:00:00.000Z")
    assert.strictEqual(at("Australia/Lord_Howe", "02:15", "2026-10-04"), "2026-10-03T15:30:00.000Z")
    assert.strictEqual(at("America/New_York", "02:00", "2027-03-14"), "2027-03-14T07:00:00.000Z")
  })

  it("of a time that comes twice is the first", () => {
    assert.strictEqual(at("Europe/Berlin", "02:30", "2026-10-25"), "2026-10-25T00:30:00.000Z")
    assert.strictEqual(at("America/New_York", "01:15", "2026-11-01"), "2026-11-01T05:15:00.000Z")
  })
})

describe("the slots between two instants", () => {
  const quarters = 15 * 60_000

  it("give every zone each of its quarter hours once a day, whatever its clocks do", () => {
    // both changes of the clocks of both hemispheres lie in these days
    for (const [first, days] of [["2026-10-01", 36], ["2027-03-10", 28]] as const) {
      const start = DateTime.makeUnsafe(`${first}T00:00:00Z`)
      const zones = ["Europe/Berlin", "Australia/Lord_Howe", "Antarctica/Troll", "America/St_Johns", "Asia/Katmandu"]
        .map((id) => Zone.make(id))
      const seen = new Map<string, number>()
      for (let tick = 0; tick < days * 96; tick++) {
        const from = DateTime.add(start, { milliseconds: tick * quarters })
        for (const due of Due.slots(zones, from, DateTime.add(from, { milliseconds: quarters }))) {
          const key = `${due.zone} ${due.date} ${due.time}`
          seen.set(key, (seen.get(key) ?? 0) + 1)
        }
      }
      for (const zone of zones) {
        for (let day = 2; day < days - 2; day++) {
          const date = plus(LocalDate.make(first), day)
          for (const time of ["00:00", "02:15", "08:00", "23:45"]) {
            assert.strictEqual(seen.get(`${zone} ${date} ${time}`), 1, `${zone} ${date} ${time}`)
          }
        }
      }
    }
  })

  it("show on the wall what they say, in every zone there is", () => {
    const from = DateTime.makeUnsafe("2026-11-25T11:59:30Z")
    const due = Due.slots(all, from, DateTime.add(from, { minutes: 1 }))
    assert.isAbove(due.length, 300)
    for (const { at, date, time, zone } of due) assert.strictEqual(wall(zone, at), `${date} ${time}`)
  })

  it("are also those of days that are over", () => {
    const due = Due.slots(
      [Zone.make("Europe/Berlin")],
      DateTime.makeUnsafe("2026-11-24T22:40:00Z"),
      DateTime.makeUnsafe("2026-11-24T23:10:00Z")
    )
    assert.deepStrictEqual(due.map(({ date, time }) => `${date} ${time}`), ["2026-11-24 23:45", "2026-11-25 00:00"])
  })

  it("are none when no time has passed", () => {
    const now = DateTime.makeUnsafe("2026-11-25T12:00:00Z")
    assert.deepStrictEqual(Due.slots(all, now, now), [])
  })
})
