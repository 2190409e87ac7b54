import { assert, describe, it } from "vitest"
import { pathOfModules } from "../../../src/features/pair/Qr.tsx"
import { inHalves, secretOf } from "../../../src/features/pair/secret.ts"

describe("what somebody was given", () => {
  it("is a code, or a link of which only the secret counts", () => {
    assert.strictEqual(secretOf(" 7kq4m-2xwpd "), "7kq4m-2xwpd")
    assert.strictEqual(secretOf("7KQ4M 2XWPD"), "7KQ4M 2XWPD")
    assert.strictEqual(secretOf("https://lumi.example/pair#4fJ9x2Qm0aB7cD8eF9gH1w"), "4fJ9x2Qm0aB7cD8eF9gH1w")
  })

  it("is nothing when there is no secret in it", () => {
    for (const nothing of ["", "  ", "https://lumi.example/pair", "https://lumi.example/pair#", "%", "a".repeat(65)]) {
      assert.isUndefined(secretOf(nothing), nothing)
    }
  })
})

it("a picture is one path, each run of dark modules one stroke", () => {
  assert.strictEqual(pathOfModules([[true, true, false], [false, false, true]]), "M0 0h2v1h-2zM2 1h1v1h-1z")
})

it("a code is shown in two halves, however it came", () => {
  assert.strictEqual(inHalves("7KQ4M2XWPD"), "7KQ4M-2XWPD")
  assert.strictEqual(inHalves("7KQ4M-2XWPD"), "7KQ4M-2XWPD")
})
