import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import * as Holding from "../../src/sqs/Holding.ts"

/** A pair of clocks that are moved by hand. */
const clocks = () => {
  const at = { wall: 1_000_000, monotonic: 5_000 }
  const holding = Holding.make({
    currentTimeMillisUnsafe: () => at.wall,
    currentTimeMillis: Effect.sync(() => at.wall),
    currentTimeNanosUnsafe: () => BigInt(at.wall) * 1_000_000n,
    currentTimeNanos: Effect.sync(() => BigInt(at.wall) * 1_000_000n),
    monotonicTimeNanosUnsafe: () => BigInt(at.monotonic) * 1_000_000n,
    monotonicTimeNanos: Effect.sync(() => BigInt(at.monotonic) * 1_000_000n),
    sleep: () => Effect.void
  })
  return { at, holding }
}

describe("Holding", () => {
  it("a receipt is good for its time, and no other is", () => {
    const { at, holding } = clocks()
    holding.hold(["a"], holding.now(), 30)
    at.wall += 29_999
    at.monotonic += 29_999
    assert.isTrue(holding.holds("a"))
    assert.isFalse(holding.holds("b"))
    at.wall += 1
    at.monotonic += 1
    assert.isFalse(holding.holds("a"))
  })

  it("a clock that is set back gives nobody more time", () => {
    const { at, holding } = clocks()
    holding.hold(["a"], holding.now(), 30)
    at.wall -= 3_600_000
    at.monotonic += 30_000
    assert.isFalse(holding.holds("a"))
  })

  it("nor does a machine that was frozen with its monotonic clock", () => {
    const { at, holding } = clocks()
    holding.hold(["a"], holding.now(), 30)
    at.wall += 60_000
    assert.isFalse(holding.holds("a"))
  })

  it("who slept over the answer to a request holds nothing longer than who did not", () => {
    const { at, holding } = clocks()
    const start = holding.now()
    at.wall += 29_000
    at.monotonic += 29_000
    holding.hold(["a"], start, 30)
    assert.isTrue(holding.holds("a"))
    at.wall += 1_000
    at.monotonic += 1_000
    assert.isFalse(holding.holds("a"))
  })

  it("what is dropped is held no more, and a later hold counts", () => {
    const { at, holding } = clocks()
    holding.hold(["a", "b"], holding.now(), 1)
    holding.drop(["a"])
    holding.hold(["b"], holding.now(), 60)
    at.wall += 30_000
    at.monotonic += 30_000
    assert.deepStrictEqual([holding.holds("a"), holding.holds("b")], [false, true])
  })
})
