import { assert, describe, it } from "@effect/vitest"
import { DateTime } from "effect"
import * as Calendar from "../../src/affirmations/Calendar.ts"
import { WallTime } from "../../src/affirmations/Slot.ts"
import { LocalDate } from "../../src/LocalDate.ts"
import { Zone } from "../../src/Zone.ts"

const hours = (zone: string, time: string, from: string, days: number) =>
  Calendar.hours({ zone: Zone.make(zone), time: WallTime.make(time) }, LocalDate.make(from), days)
    .map(({ at, date, exists, wall }) => `${date} ${wall} ${DateTime.formatIso(at)}${exists ? "" : " never"}`)

describe("the hours of a slot, day by day", () => {
  it("follow the clocks over a gap and an overlap", () => {
    assert.deepStrictEqual(hours("Europe/Berlin", "02:30", "2027-03-27", 3), [
      "2027-03-27 02:30 2027-03-27T01:30:00.000Z",
      "2027-03-28 03:00 2027-03-28T01:00:00.000Z",
      "2027-03-29 02:30 2027-03-29T00:30:00.000Z"
    ])
    assert.deepStrictEqual(hours("America/New_York", "01:30", "2026-10-31", 3), [
      "2026-10-31 01:30 2026-10-31T05:30:00.000Z",
      "2026-11-01 01:30 2026-11-01T05:30:00.000Z",
      "2026-11-02 01:30 2026-11-02T06:30:00.000Z"
    ])
  })

  it("leave out a day that never was", () => {
    assert.deepStrictEqual(hours("Pacific/Apia", "08:00", "2011-12-29", 3), [
      "2011-12-29 08:00 2011-12-29T18:00:00.000Z",
      "2011-12-30 23:45 2011-12-30T09:45:00.000Z never",
      "2011-12-31 08:00 2011-12-30T18:00:00.000Z"
    ])
  })

  it("say what walls show where offsets are no whole hours", () => {
    assert.deepStrictEqual(hours("Asia/Katmandu", "08:15", "2026-11-25", 1), [
      "2026-11-25 08:15 2026-11-25T02:30:00.000Z"
    ])
    assert.deepStrictEqual(hours("Australia/Lord_Howe", "02:15", "2026-10-04", 1), [
      "2026-10-04 02:30 2026-10-03T15:30:00.000Z"
    ])
  })
})
