import { assert, describe, it } from "@effect/vitest"
import { Result, Schema } from "effect"
import { Words } from "../src/affirmations/Affirmation.ts"
import { LocalDate, plus } from "../src/LocalDate.ts"
import { text } from "../src/Text.ts"
import { known, Zone } from "../src/Zone.ts"

const decode = Schema.decodeUnknownResult(Words)
const refused = (value: unknown) => assert.isTrue(Result.isFailure(decode(value)), JSON.stringify(value))

describe("words", () => {
  it("are trimmed and lose what turns the direction of reading", () => {
    assert.deepStrictEqual(decode("  you\u202E \r\nare\u2066  "), Result.succeed("you \nare"))
  })

  it("have 1 to 280 characters as a person counts them", () => {
    refused("")
    refused("  \n ")
    refused("x".repeat(281))
    assert.isTrue(Result.isSuccess(decode("x".repeat(280))))
    assert.isTrue(Result.isSuccess(decode("🌗".repeat(280))))
    refused("🌗".repeat(281))
  })

  it("hold nothing that a store cannot keep", () => {
    refused("a\u0000b")
    refused("a\uD800b")
    refused("\uDC00")
    assert.isTrue(Result.isSuccess(decode("\uD83C\uDF17")))
  })

  it("are text", () => {
    for (const value of [null, 1, [], {}, undefined]) refused(value)
  })

  it.prop("that were generated can be decoded from what they encode to", [Words], ([words]) => {
    assert.deepStrictEqual(Schema.decodeUnknownSync(text(1, 280))(words), words)
  })
})

describe("a zone", () => {
  it("that is listed is known by that very name, so nobody has to be asked for it", () => {
    const nameOf = (timeZone: string) => new Intl.DateTimeFormat("en", { timeZone }).resolvedOptions().timeZone
    assert.deepStrictEqual(Array.from(known).filter((id) => nameOf(id) !== id), [])
  })

  it("has one name", () => {
    assert.strictEqual(Schema.decodeUnknownSync(Zone)("US/Pacific"), "America/Los_Angeles")
    assert.strictEqual(Schema.decodeUnknownSync(Zone)("Asia/Kolkata"), Schema.decodeUnknownSync(Zone)("Asia/Calcutta"))
  })

  it("is a place", () => {
    for (const id of ["+02:00", "Mars/Olympus", "", "Etc/GMT+5", "x".repeat(65)]) {
      assert.isTrue(Result.isFailure(Schema.decodeUnknownResult(Zone)(id)), id)
    }
  })
})

describe("a local date", () => {
  it("is one of the calendar", () => {
    for (const date of ["2026-02-29", "2026-13-01", "2026-1-1", "yesterday"]) {
      assert.isTrue(Result.isFailure(Schema.decodeUnknownResult(LocalDate)(date)), date)
    }
    assert.strictEqual(plus(LocalDate.make("2028-02-28"), 1), "2028-02-29")
    assert.strictEqual(plus(LocalDate.make("2027-01-01"), -1), "2026-12-31")
  })
})
