import { assert, describe, it } from "@effect/vitest"
import { DateTime } from "effect"
import * as Due from "../../src/affirmations/Due.ts"
import { WallTime } from "../../src/affirmations/Slot.ts"
import { LocalDate, plus } from "../../src/LocalDate.ts"
import { all, Zone } from "../../src/Zone.ts"

/** Every zone there is, over a year and more, against what Intl says: a second source that shares nothing with `Due`. */

const day = 86_400_000
const first = LocalDate.make("2026-10-01")
const days = 400
const start = Date.parse(`${first}T00:00:00Z`) - 3 * day

interface Stretch {
  readonly from: number
  readonly to: number
  readonly offset: number
}

/** How far the walls of a zone are ahead of UTC, stretch by stretch, found by asking once a day and then ever closer. */
const stretchesOf = (zone: string): ReadonlyArray<Stretch> => {
  const format = new Intl.DateTimeFormat("en-US", { timeZone: zone, timeZoneName: "longOffset" })
  const offsetAt = (instant: number) => {
    const [, sign, hours, minutes] = /GMT(?:([+-])(\d\d):(\d\d))?$/.exec(format.format(instant))!
    return sign === undefined ? 0 : (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000
  }
  const stretches: Array<Stretch> = []
  let [from, offset] = [start, offsetAt(start)]
  for (let at = start; at < start + (days + 6) * day; at += day) {
    const next = offsetAt(at + day)
    if (next === offset) continue
    let [before, after] = [at, at + day]
    while (after - before > 60_000) {
      const middle = before + Math.floor((after - before) / 120_000) * 60_000
      if (offsetAt(middle) === offset) before = middle
      else after = middle
    }
    stretches.push({ from, to: after, offset })
    ;[from, offset] = [after, next]
  }
  return [...stretches, { from, to: Infinity, offset }]
}

/**
 * The first instant at which the wall shows it; where it never does, the first one after the gap, or the last quarter before
 * it where the gap ends on the next day.
 */
const expected = (stretches: ReadonlyArray<Stretch>, date: string, time: string): number => {
  const wall = Date.parse(`${date}T${time}:00Z`)
  for (const { from, offset, to } of stretches) {
    if (wall - offset < from) return new Date(from + offset).toISOString().startsWith(date) ? from : from - 900_000
    if (wall - offset < to) return wall - offset
  }
  return Number.NaN
}

const timeOf = (quarter: number) =>
  WallTime.make(`${String(Math.floor(quarter / 4)).padStart(2, "0")}:${String(quarter % 4 * 15).padStart(2, "0")}`)
const dates = Array.from({ length: days }, (_, n) => plus(first, n))

describe("in every zone there is", () => {
  it("a receiver has exactly one instant on each of 400 dates, whatever the clocks do", { timeout: 60_000 }, () => {
    let compared = 0
    for (const [n, zone] of all.entries()) {
      const stretches = stretchesOf(zone)
      const changes = new Set(
        stretches.flatMap(({ to }) =>
          to === Infinity ? [] : [-1, 0, 1].map((days) => new Date(to + days * day).toISOString().slice(0, 10))
        )
      )
      // each zone has another hour; on the days around a change also those at which clocks are changed
      const usual = timeOf(n * 37 % 96)
      let before = Number.NEGATIVE_INFINITY
      for (const date of dates) {
        const times = changes.has(date) ? [usual, ...[0, 1, 3, 8, 9, 10, 11, 95].map(timeOf)] : [usual]
        for (const time of times) {
          const at = DateTime.toEpochMillis(Due.instant({ zone, time }, date))
          if (at !== expected(stretches, date, time)) {
            assert.fail(`${zone} ${date} ${time}: ${new Date(at).toISOString()}`)
          }
          compared += 1
        }
        const at = DateTime.toEpochMillis(Due.instant({ zone, time: usual }, date))
        if (at <= before) assert.fail(`${zone} ${date} ${usual} comes no later than the day before`)
        before = at
      }
    }
    assert.isAbove(compared, 400 * 400)
  })

  it("a tick gives each quarter of the days around a change once", { timeout: 60_000 }, () => {
    // one zone of all those whose clocks change alike is enough
    const changing = new Map(
      all.map((zone) => [zone, stretchesOf(zone)] as const)
        .filter(([, stretches]) => stretches.length > 1)
        .map(([zone, stretches]) => [JSON.stringify(stretches), [zone, stretches] as const])
    )
    assert.isAbove(changing.size, 20)
    for (const [zone, stretches] of changing.values()) {
      for (const { to } of stretches.slice(0, -1)) {
        const middle = LocalDate.make(new Date(to).toISOString().slice(0, 10))
        const seen = new Map<string, number>()
        for (let at = to - 2.5 * day; at < to + 2.5 * day; at += day / 96) {
          for (const due of Due.slots([zone], DateTime.makeUnsafe(at), DateTime.makeUnsafe(at + day / 96))) {
            const key = `${due.date} ${due.time}`
            seen.set(key, (seen.get(key) ?? 0) + 1)
          }
        }
        for (const days of [-1, 0, 1]) {
          for (let quarter = 0; quarter < 96; quarter++) {
            const key = `${plus(middle, days)} ${timeOf(quarter)}`
            if (seen.get(key) !== 1) assert.fail(`${zone} ${key}: ${seen.get(key) ?? 0} times`)
          }
        }
      }
    }
  })
})

describe("on the dates everybody gets wrong", () => {
  const at = (zone: string, date: string, ...times: ReadonlyArray<string>) =>
    times.map((time) =>
      DateTime.formatIso(Due.instant({ zone: Zone.make(zone), time: WallTime.make(time) }, LocalDate.make(date))).slice(
        0,
        16
      )
    )

  it("clocks go back in Europe on 2026-10-25 and in America on 2026-11-01", () => {
    assert.deepStrictEqual(at("Europe/Berlin", "2026-10-25", "01:45", "02:00", "02:45", "03:00"), [
      "2026-10-24T23:45",
      "2026-10-25T00:00",
      "2026-10-25T00:45",
      "2026-10-25T02:00"
    ])
    assert.deepStrictEqual(at("America/New_York", "2026-11-01", "00:45", "01:30", "02:00"), [
      "2026-11-01T04:45",
      "2026-11-01T05:30",
      "2026-11-01T07:00"
    ])
  })

  it("clocks go forward in America on 2027-03-14 and in Europe on 2027-03-28", () => {
    assert.deepStrictEqual(at("America/New_York", "2027-03-14", "01:45", "02:00", "02:45", "03:00"), [
      "2027-03-14T06:45",
      "2027-03-14T07:00",
      "2027-03-14T07:00",
      "2027-03-14T07:00"
    ])
    assert.deepStrictEqual(at("Europe/Berlin", "2027-03-28", "02:15", "03:00", "03:15"), [
      "2027-03-28T01:00",
      "2027-03-28T01:00",
      "2027-03-28T01:15"
    ])
  })

  it("Lord Howe changes by half an hour, Troll by two", () => {
    assert.deepStrictEqual(at("Australia/Lord_Howe", "2026-10-04", "01:45", "02:00", "02:15", "02:30"), [
      "2026-10-03T15:15",
      "2026-10-03T15:30",
      "2026-10-03T15:30",
      "2026-10-03T15:30"
    ])
    assert.deepStrictEqual(at("Australia/Lord_Howe", "2027-04-04", "01:30", "01:45", "02:00"), [
      "2027-04-03T14:30",
      "2027-04-03T14:45",
      "2027-04-03T15:30"
    ])
    assert.deepStrictEqual(at("Antarctica/Troll", "2027-03-28", "00:45", "01:30", "02:45", "03:00"), [
      "2027-03-28T00:45",
      "2027-03-28T01:00",
      "2027-03-28T01:00",
      "2027-03-28T01:00"
    ])
  })

  it("a gap that reaches midnight takes nobody's day", () => {
    assert.deepStrictEqual(at("America/Scoresbysund", "2027-03-27", "22:45", "23:00", "23:45"), [
      "2027-03-28T00:45",
      "2027-03-28T00:45",
      "2027-03-28T00:45"
    ])
    assert.deepStrictEqual(at("America/Scoresbysund", "2027-03-28", "00:00"), ["2027-03-28T01:00"])
  })

  it("Kathmandu is a quarter ahead, and Kiritimati has its morning on the day before", () => {
    assert.deepStrictEqual(at("Asia/Katmandu", "2026-10-25", "00:00", "08:00"), [
      "2026-10-24T18:15",
      "2026-10-25T02:15"
    ])
    assert.deepStrictEqual(at("Pacific/Kiritimati", "2027-01-01", "00:00", "13:45"), [
      "2026-12-31T10:00",
      "2026-12-31T23:45"
    ])
  })

  it("a leap day comes once, everywhere", () => {
    for (const zone of ["Europe/Berlin", "Pacific/Kiritimati", "Pacific/Pago_Pago", "Asia/Katmandu"]) {
      const [leap] = at(zone, "2028-02-29", "08:00")
      const [next] = at(zone, "2028-03-01", "08:00")
      assert.strictEqual(Date.parse(`${next}Z`) - Date.parse(`${leap}Z`), day)
    }
  })
})
