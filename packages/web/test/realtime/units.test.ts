// @vitest-environment node
import { assert, describe, it } from "vitest"
import { wait } from "../../src/realtime/backoff.ts"
import { read } from "../../src/realtime/hints.ts"
import { makeSeen } from "../../src/realtime/seen.ts"

const inbox = (topic: string) => `lumi/v1/u/019845e1-682f-7b02-a706-3b2422d13aec/${topic}`

describe("Waiting for the next try", () => {
  it("is anything up to twice as long each time, and half a minute at most", () => {
    assert.deepStrictEqual([0, 1, 2, 3].map((tries) => wait(tries, () => 0.5)), [250, 500, 1000, 2000])
    assert.strictEqual(wait(50, () => 1), 30_000)
    assert.strictEqual(wait(3, () => 0), 0)
  })
})

describe("Ids that were seen", () => {
  it("are new once, and forgotten after many others", () => {
    const isNew = makeSeen(2)
    assert.deepStrictEqual(["a", "a", "b", "c", "b", "a"].map(isNew), [true, false, true, true, false, true])
  })
})

describe("What arrives in the inbox", () => {
  it("is a hint when this page knows it", () => {
    const payload = { v: 1, event: "revoked" } as const
    assert.deepStrictEqual(read(inbox("session"), JSON.stringify(payload)), { topic: "session", payload })
  })

  it("is nothing when it is newer than this page, or no JSON", () => {
    assert.isUndefined(read(inbox("session"), `{"v":2,"event":"revoked"}`))
    assert.isUndefined(read(inbox("weather"), `{"v":1}`))
    assert.isUndefined(read(inbox("toString"), `{"v":1}`))
    assert.isUndefined(read(inbox("session"), "no json"))
    assert.isUndefined(read(inbox("session"), "null"))
  })
})
