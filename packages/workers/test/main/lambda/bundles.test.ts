import { assert, describe, it } from "vitest"
import { generate, triggers } from "../../../scripts/lambdas.ts"
import { limits } from "../../../scripts/size.ts"

/** The clients of AWS that each function needs: what it does not load it cannot be made to ask. */
const needed: Readonly<Record<string, ReadonlyArray<string>>> = {
  push: ["dynamodb", "secrets-manager", "sqs"],
  http: ["dynamodb", "iot-data-plane", "secrets-manager", "sqs"],
  tick: ["dynamodb", "sqs"],
  due: ["dynamodb", "sqs"],
  affirmations: ["dynamodb", "iot-data-plane", "sqs"],
  changes: ["dynamodb", "iot-data-plane"],
  messages: ["dynamodb", "iot-data-plane"],
  authorizer: ["dynamodb", "secrets-manager"]
}

it("there is a function for each of these triggers and for no other", () => {
  assert.deepStrictEqual(triggers.toSorted(), Object.keys(needed).toSorted())
})

describe.each(triggers)("The bundle of %s", (trigger) => {
  it("begins without a client of AWS, has those it needs, and weighs what it may", async () => {
    const { all, first } = await generate(trigger)
    const clientsIn = (chunks: typeof all) =>
      [
        ...new Set(
          chunks.flatMap(({ moduleIds }) =>
            moduleIds.flatMap((id) => /@aws-sdk\/client-([a-z-]+)\/dist/.exec(id)?.[1] ?? [])
          )
        )
      ].toSorted()
    assert.deepStrictEqual(clientsIn(first), [])
    assert.deepStrictEqual(clientsIn(all), needed[trigger])
    const kB = first.reduce((sum, { code }) => sum + Buffer.byteLength(code), 0) / 1000
    assert.isBelow(kB, limits[trigger] ?? 500)
  })
})
