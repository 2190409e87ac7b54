import { assert, describe, it } from "@effect/vitest"
import { createECDH } from "node:crypto"
import { encrypt, isPoint, mostBytes } from "../../src/push/Encryption.ts"

const bytes = (text: string) => Buffer.from(text, "base64url")

describe("a text for a browser", () => {
  it("is encrypted as in the example of RFC 8291, appendix A", () => {
    const keys = {
      p256dh: "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
      auth: "BTBZMqHH6r4Tts7J_aSIgg"
    }
    const fresh = {
      privateKey: bytes("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"),
      salt: bytes("DGv6ra1nlYgDCS1FRnbzlw")
    }
    assert.strictEqual(
      encrypt("When I grow up, I want to be a watermelon", keys, fresh).toString("base64url"),
      "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
    )
  })

  it("is another one each time, and as long as a push service takes at most", () => {
    const pair = createECDH("prime256v1")
    pair.generateKeys()
    const keys = { p256dh: pair.getPublicKey("base64url"), auth: "BTBZMqHH6r4Tts7J_aSIgg" }
    const longest = "x".repeat(mostBytes)
    assert.strictEqual(encrypt(longest, keys).length, 4096)
    assert.notDeepEqual(encrypt("same", keys), encrypt("same", keys))
  })

  it("needs a key that is a point of the curve", () => {
    const pair = createECDH("prime256v1")
    pair.generateKeys()
    const point = pair.getPublicKey()
    assert.isTrue(isPoint(point.toString("base64url")))
    const off = Buffer.from(point)
    off[64] = off[64]! ^ 1
    const other = createECDH("secp521r1")
    for (const wrong of [off, point.subarray(0, 64), Buffer.alloc(65, 4), Buffer.of(), other.generateKeys()]) {
      assert.isFalse(isPoint(wrong.toString("base64url")))
    }
    assert.isFalse(isPoint("not a key at all"))
  })
})
