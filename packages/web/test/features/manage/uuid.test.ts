import { assert, describe, it } from "vitest"
import { uuidV7 } from "../../../src/features/manage/uuid.ts"

describe("an id minted in the page", () => {
  it("is a UUID of version 7 and carries its time", () => {
    const id = uuidV7(0x0198_45e1_682f, new Uint8Array(10).fill(0xff))
    assert.strictEqual(id, "019845e1-682f-7fff-bfff-ffffffffffff")
    assert.match(uuidV7(), /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  })

  it("is never the same twice", () => {
    assert.strictEqual(new Set(Array.from({ length: 1000 }, () => uuidV7(1))).size, 1000)
  })
})
