import { assert, describe, it } from "@effect/vitest"
import { Effect, Option } from "effect"
import { TestClock } from "effect/testing"
import * as Breaker from "../../src/push/Breaker.ts"
import { Breakers } from "../../src/push/Breakers.ts"

const after = (failures: number, now = 0) =>
  Array.from({ length: failures }).reduce<Breaker.Breaker>((breaker) => Breaker.failed(breaker, now), Breaker.closed)

describe("a breaker", () => {
  it("lets everything go until five failures in a row", () => {
    for (let failures = 0; failures < Breaker.most; failures++) {
      const breaker = after(failures)
      assert.deepStrictEqual(Breaker.admit(breaker, 0), { breaker }, String(failures))
    }
    assert.deepStrictEqual(Breaker.admit(after(Breaker.most), 1), { wait: Breaker.pause - 1 })
  })

  it("lets one go each minute while it is open, and tells the others how long they have to wait", () => {
    let breaker = after(Breaker.most)
    for (let minute = 1; minute < 5; minute++) {
      const now = minute * Breaker.pause
      assert.deepStrictEqual(Breaker.admit(breaker, now - 1), { wait: 1 })
      const probe = Breaker.admit(breaker, now)
      assert.isTrue("breaker" in probe)
      if ("breaker" in probe) breaker = probe.breaker
      assert.deepStrictEqual(Breaker.admit(breaker, now), { wait: Breaker.pause })
    }
  })

  it("waits a minute after a probe that failed, not after its beginning", () => {
    const probed = Breaker.admit(after(Breaker.most), Breaker.pause)
    if (!("breaker" in probed)) return assert.fail("it goes")
    const failed = Breaker.failed(probed.breaker, Breaker.pause + 5_000)
    assert.deepStrictEqual(Breaker.admit(failed, 2 * Breaker.pause), { wait: 5_000 })
  })
})

describe("the breakers of a process", () => {
  it.effect("are one of each host, closed by the first thing that is taken", () =>
    Effect.gen(function*() {
      const { admit, tell } = yield* Breakers
      yield* Effect.forEach(Array.from({ length: 4 }), () => tell("a.example", false))
      yield* tell("a.example", true)
      yield* Effect.forEach(Array.from({ length: 4 }), () => tell("a.example", false))
      assert.deepStrictEqual(yield* admit("a.example"), Option.none(), "only those in a row count")
      yield* tell("a.example", false)
      assert.deepStrictEqual(yield* admit("a.example"), Option.some(60_000))
      assert.deepStrictEqual(yield* admit("b.example"), Option.none())
      yield* TestClock.adjust("1 minute")
      assert.deepStrictEqual(yield* admit("a.example"), Option.none())
      assert.deepStrictEqual(yield* admit("a.example"), Option.some(60_000))
      yield* tell("a.example", true)
      assert.deepStrictEqual(yield* admit("a.example"), Option.none())
    }).pipe(Effect.provide(Breakers.layer)))

  it.effect("forget the oldest of too many hosts", () =>
    Effect.gen(function*() {
      const { admit, tell } = yield* Breakers
      const fail = (host: string) => Effect.forEach(Array.from({ length: 5 }), () => tell(host, false))
      yield* fail("first.example")
      yield* Effect.forEach(Array.from({ length: 1000 }), (_, n) => tell(`${n}.example`, false))
      assert.deepStrictEqual(yield* admit("first.example"), Option.none())
    }).pipe(Effect.provide(Breakers.layer)))
})
