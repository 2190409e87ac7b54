import { assert, describe, it } from "@effect/vitest"
import * as SecurityHeaders from "../../src/http/SecurityHeaders.ts"

const origin = { url: "https://lumi.example.org", all: ["https://lumi.example.org"], secure: true }
const connects = (headers: Readonly<Record<string, string>>) =>
  /connect-src ([^;]*);/.exec(headers["content-security-policy"] ?? "")?.[1]

describe("The headers of the house", () => {
  it("let a page reach the broker behind our own address", () => {
    assert.strictEqual(connects(SecurityHeaders.of(origin)), "'self' wss://lumi.example.org")
    assert.strictEqual(
      connects(SecurityHeaders.of({ ...origin, url: "http://127.0.0.1:3000" })),
      "'self' ws://127.0.0.1:3000"
    )
  })

  it("let a page reach a broker elsewhere, and then no other", () => {
    const broker = "wss://broker.example.org"
    assert.strictEqual(connects(SecurityHeaders.of(origin, broker)), `'self' ${broker}`)
  })
})
