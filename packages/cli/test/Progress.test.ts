import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer } from "effect"
import { TestClock } from "effect/testing"
import { Progress } from "../src/Progress.ts"

/** Ten of twenty in each of three seconds. */
const work = Effect.gen(function*() {
  const progress = yield* Progress
  for (let done = 0; done <= 30; done++) {
    yield* progress.report("sent", done, 60, Effect.succeed(["2 failed and rest", "1 dead"]))
    yield* TestClock.adjust("100 millis")
  }
})

const told = Effect.fnUntraced(function*(layer: (write: (text: string) => void) => Layer.Layer<Progress>) {
  const texts: Array<string> = []
  yield* Effect.provide(work, layer((text) => texts.push(text)))
  return texts
})

describe("progress", () => {
  it.effect("is plain lines, after a second and then every two, with the rate and what else there is to know", () =>
    Effect.gen(function*() {
      assert.deepStrictEqual(yield* told(Progress.lines), [
        "10 of 60 sent, 10 a second, 2 failed and rest, 1 dead",
        "30 of 60 sent, 10 a second, 2 failed and rest, 1 dead"
      ])
    }))

  it.effect("is a bar on a terminal that never wraps, and is gone at the end", () =>
    Effect.gen(function*() {
      const texts = yield* told((write) => Progress.bar(write, () => 50))
      const lines = texts.map((text) => text.replace("\r\u001b[2K", ""))
      assert.strictEqual(lines.length, 12)
      assert.match(lines[0]!, /^█{4}░{20} 10 of 60 sent/)
      assert.match(lines.at(-2)!, /^█{12}░{12} 30 of 60 sent/)
      assert.strictEqual(lines.at(-1), "")
      for (const line of lines) assert.isBelow(line.length, 50)
    }))

  it.effect("says nothing of what is over within a second", () =>
    Effect.gen(function*() {
      const texts: Array<string> = []
      yield* Progress.use((progress) => progress.report("sent", 1, 1)).pipe(
        Effect.provide(Layer.fresh(Progress.bar((text) => texts.push(text), () => 80)))
      )
      assert.deepStrictEqual(texts, [])
    }))
})
