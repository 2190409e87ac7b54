import { afterEach, assert, describe, it } from "vitest"
import { partOfDay, placeOf, saysWhen } from "../../../src/features/home/when.ts"
import { speak } from "../../../src/i18n/words.ts"

const spaces = (text: string) => text.replaceAll("\u202f", " ")

describe("when the next letter comes", () => {
  afterEach(() => speak("en"))

  it("is today or tomorrow by the receiver's calendar, not by the server's", () => {
    const now = new Date("2026-11-25T22:30:00Z")
    assert.strictEqual(spaces(saysWhen("2026-11-26T06:30:00Z", "Europe/Brussels", now)), "tomorrow at 7:30 AM")
    // In Auckland it is the 26th already.
    assert.strictEqual(spaces(saysWhen("2026-11-26T06:30:00Z", "Pacific/Auckland", now)), "today at 7:30 PM")
  })

  it("names the day when it is further away, and knows that February ends", () => {
    const now = new Date("2027-02-27T10:00:00Z")
    assert.strictEqual(spaces(saysWhen("2027-03-01T07:00:00Z", "UTC", now)), "on Monday, March 1 at 7:00 AM")
    assert.strictEqual(
      spaces(saysWhen("2027-03-01T07:00:00Z", "UTC", new Date("2027-02-28T10:00:00Z"))),
      "tomorrow at 7:00 AM"
    )
  })

  it("is said in German to who speaks it", async () => {
    await speak("de")
    assert.strictEqual(
      saysWhen("2026-11-26T06:30:00Z", "Europe/Berlin", new Date("2026-11-25T12:00:00Z")),
      "morgen um 7:30"
    )
  })
})

describe("the heading of home", () => {
  it("is the part of the receiver's own day", () => {
    const now = new Date("2026-11-28T07:00:00Z")
    assert.strictEqual(partOfDay("Europe/Brussels", now), "Saturday morning")
    assert.strictEqual(partOfDay("America/Los_Angeles", now), "Friday night")
    assert.strictEqual(partOfDay("Asia/Tokyo", now), "Saturday afternoon")
  })
})

it("a zone is called by its place", () => {
  assert.strictEqual(placeOf("Europe/Brussels"), "Brussels")
  assert.strictEqual(placeOf("America/Argentina/Buenos_Aires"), "Buenos Aires")
  assert.strictEqual(placeOf("UTC"), "UTC")
})
