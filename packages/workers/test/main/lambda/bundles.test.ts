import { assert, describe, it } from "vitest"
import { generate, triggers } from "../../../scripts/lambdas.ts"
import { limits } from "../../../scripts/size.ts"

describe.each(triggers)("The bundle of %s", (trigger) => {
  it("begins without a client of AWS, and weighs what it may", async () => {
    const { clients, first } = await generate(trigger)
    const names = first.flatMap(({ moduleIds }) => moduleIds)
    assert.deepStrictEqual(names.filter((id) => /@aws-sdk\/client-|@smithy\//.test(id)), [])
    assert.isNotEmpty(clients)
    const kB = first.reduce((sum, { code }) => sum + Buffer.byteLength(code), 0) / 1000
    assert.isBelow(kB, limits[trigger] ?? 500)
  })
})
