import { assert, describe, it } from "@effect/vitest"
import { Cause, Effect, Exit, Fiber } from "effect"
import { coalesced } from "../src/Coalesced.ts"

type Input = { readonly id: string; readonly value: number }

/** Statements that tell what they were given; a negative value is bad, and fails whatever it is in. */
const world = () => {
  const together: Array<ReadonlyArray<number>> = []
  const alone: Array<number> = []
  const fails = ({ value }: Input) => value < 0
  const write = coalesced("test.write", {
    key: ({ id }: Input) => {
      if (id === "bug") throw new Error("a bug of the key")
      return id
    },
    many: (inputs) => {
      together.push(inputs.map(({ value }) => value))
      return inputs.some(fails) ? Effect.fail("all") : Effect.succeed(inputs.map(({ value }) => value * 10))
    },
    one: (input) => {
      alone.push(input.value)
      return fails(input) ? Effect.fail(`bad ${input.value}`) : Effect.succeed(input.value * 10)
    }
  })
  return { alone, together, write: (value: number, id = String(value)) => write({ id, value }) }
}

const all = <A, E>(writes: ReadonlyArray<Effect.Effect<A, E>>) =>
  Effect.forEach(writes, Effect.exit, { concurrency: "unbounded" })

describe("Coalesced", () => {
  it.live("writes of one turn go in one statement, each answered with its own", () =>
    Effect.gen(function*() {
      const { alone, together, write } = world()
      assert.deepStrictEqual(yield* all([write(1), write(2), write(3)]), [10, 20, 30].map(Exit.succeed))
      assert.deepStrictEqual(yield* write(4), 40)
      assert.deepStrictEqual({ alone, together }, { alone: [4], together: [[1, 2, 3]] })
    }))

  it.live("more than one statement holds go in several", () =>
    Effect.gen(function*() {
      const { together, write } = world()
      const numbers = Array.from({ length: 600 }, (_, i) => i)
      yield* all(numbers.map((value) => write(value)))
      assert.deepStrictEqual(together.map(({ length }) => length), [256, 256, 88])
      assert.deepStrictEqual(together.flat(), numbers)
    }))

  it.live("only what is bad fails, and two of one key are not in one statement", () =>
    Effect.gen(function*() {
      const { together, write } = world()
      const told = yield* all([1, -2, 3].map((value) => Effect.catch((error) => Effect.succeed(error))(write(value))))
      assert.deepStrictEqual(told, [Exit.succeed(10), Exit.succeed("bad -2"), Exit.succeed(30)])
      yield* all([write(5, "same"), write(6, "other"), write(7, "same")])
      assert.deepStrictEqual(together, [[1, -2, 3], [5, 6]])
    }))

  it.live("who goes before the statement does takes the write along, and nothing is written twice", () =>
    Effect.gen(function*() {
      const { alone, together, write } = world()
      const gone = yield* Effect.forkChild(write(1), { startImmediately: true })
      yield* Fiber.interrupt(gone)
      assert.deepStrictEqual(yield* all([write(2), write(3)]), [20, 30].map(Exit.succeed))
      yield* Effect.sleep(5)
      assert.deepStrictEqual({ alone, together }, { alone: [], together: [[2, 3]] })
    }))

  it.live("a bug leaves nobody waiting", () =>
    Effect.gen(function*() {
      const { write } = world()
      const exits = yield* Effect.timeout(all([write(1), write(2, "bug")]), "20 seconds")
      assert.isTrue(exits.every((exit) => Exit.isFailure(exit) && Cause.hasDies(exit.cause)))
    }))
})
