import { assert, describe, it } from "vitest"
import { fits, lengthOf } from "../../../src/features/manage/text.ts"

describe("the length of a text", () => {
  it("is counted as a person counts, and as the server does", () => {
    assert.strictEqual(lengthOf("  a\r\nb  "), 3)
    assert.strictEqual(lengthOf("🫂🫂"), 2)
  })

  it("is 1 to 280", () => {
    assert.isFalse(fits("  \n "))
    assert.isTrue(fits("🫂".repeat(280)))
    assert.isFalse(fits("a".repeat(281)))
  })
})
