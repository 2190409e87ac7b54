import { assert, describe, it } from "@effect/vitest"
import * as Day from "../../src/affirmations/Day.ts"
import { LocalDate, plus } from "../../src/LocalDate.ts"
import { all, Zone } from "../../src/Zone.ts"

const since = LocalDate.make("2020-02-29")
const tags = (
  date: string,
  zone = "Europe/Berlin",
  hard = false
) => [...Day.of(LocalDate.make(date), Zone.make(zone), since, hard).tags]

describe("a day", () => {
  it("has its weekday, and the season of where it is", () => {
    assert.deepStrictEqual(tags("2026-11-25"), ["wednesday", "autumn"])
    assert.deepStrictEqual(tags("2026-12-01"), ["tuesday", "winter"])
    assert.deepStrictEqual(tags("2026-07-05", "Australia/Lord_Howe"), ["sunday", "winter"])
    assert.deepStrictEqual(tags("2026-11-25", "America/Santiago"), ["wednesday", "spring"])
    assert.deepStrictEqual(tags("2026-01-10", "Antarctica/Troll"), ["saturday", "summer"])
  })

  it("is a hard one when the receiver says so", () => {
    assert.include(tags("2026-11-25", "Asia/Katmandu", true), "hard-day")
  })

  it("has exactly one weekday and one season anywhere and ever", () => {
    for (const zone of all) {
      for (let days = 0; days < 366; days += 17) {
        const day = Day.of(plus(LocalDate.make("2027-01-01"), days), zone, LocalDate.make("2030-01-01"))
        assert.strictEqual(day.tags.size, 2, `${zone} ${day.date}`)
      }
    }
  })

  it("is an anniversary once in every year after the first day", () => {
    const is = (from: string, date: string) => Day.isAnniversary(LocalDate.make(from), LocalDate.make(date))
    assert.isTrue(is("2024-11-25", "2026-11-25"))
    assert.isFalse(is("2024-11-25", "2024-11-25"))
    assert.isFalse(is("2027-11-25", "2026-11-25"))
    // a leap day: its own in leap years, the last of February between them
    assert.isTrue(is("2024-02-29", "2025-02-28"))
    assert.isTrue(is("2024-02-29", "2028-02-29"))
    assert.isFalse(is("2024-02-29", "2028-02-28"))
    assert.isFalse(is("2024-02-29", "2025-03-01"))
    for (const from of ["2023-02-28", "2024-02-29", "2023-12-31", "2024-01-01"]) {
      let count = 0
      for (let date = plus(LocalDate.make(from), 1); date < "2029-01-01"; date = plus(date, 1)) {
        if (is(from, date)) count += 1
      }
      assert.strictEqual(count, from.startsWith("2024-01") ? 4 : from.startsWith("2024") ? 4 : 5, from)
    }
  })
})
