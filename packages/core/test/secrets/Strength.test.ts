import { assert, describe, it } from "@effect/vitest"
import { randomBytes } from "node:crypto"
import { weakest } from "../../src/secrets/Stored.ts"
import { bits, weakness } from "../../src/secrets/Strength.ts"

const random = () => randomBytes(32).toString("base64url")

const stored = () => ({
  auth: [{ version: 2, value: random() }, { version: 1, value: random() }],
  tickets: [{ id: "a", value: random() }],
  invitePepper: random(),
  cursor: random(),
  vapid: random()
})

describe("a secret", () => {
  it("of 128 random bits is strong in any alphabet", () => {
    for (const encoding of ["hex", "base64", "base64url"] as const) {
      for (let n = 0; n < 200; n++) assert.isUndefined(weakness(randomBytes(18).toString(encoding)))
    }
    for (const weak of ["a".repeat(64), "ab".repeat(32), "passwordpassword", "31415926535897932384", ""]) {
      assert.isBelow(bits(weak), 128)
      assert.isDefined(weakness(weak))
    }
  })

  it("that is weak is called by its name among the others", () => {
    const whole = stored()
    assert.isUndefined(weakest(whole))
    assert.deepStrictEqual(weakest({ ...whole, auth: [whole.auth[0]!, { version: 1, value: "short" }] }), {
      field: "auth",
      name: "auth 1",
      wrong: "is too easy to guess (less than 128 bits)"
    })
    assert.strictEqual(weakest({ ...whole, tickets: [{ id: "b", value: "password".repeat(9) }] })?.name, "ticket b")
    assert.strictEqual(weakest({ ...whole, invitePepper: "" })?.field, "invitePepper")
    assert.strictEqual(weakest({ ...whole, cursor: "1234".repeat(20) })?.field, "cursor")
    assert.strictEqual(weakest({ ...whole, vapid: "1234".repeat(20) })?.field, "vapid")
  })
})
