import { readFileSync } from "node:fs"
import path from "node:path"
import { assert, describe, it } from "vitest"
import { unitsOf } from "../../infra/cost/Model.ts"
import { dollars, prices } from "../../infra/cost/Prices.ts"
import { table } from "../../infra/cost/Table.ts"
import { standing, workloads } from "../../infra/cost/Workload.ts"
import { all, template } from "./stack.ts"

const docs = path.resolve(import.meta.dirname, "../../../../docs/aws.md")

describe("what it costs", () => {
  it("stands in docs/aws.md as the script says it now", () => {
    assert.include(readFileSync(docs, "utf8"), table())
  })

  it("counts the alarms that the stack has", () => {
    assert.lengthOf(all(template, "AWS::CloudWatch::Alarm"), standing.alarms)
  })

  it("goes by tiers, and leaves out what is free", () => {
    assert.strictEqual(dollars(prices.alarm, 10), 0)
    assert.closeTo(dollars(prices.alarm, 11), 0.1, 1e-9)
    const { edgeEgress } = prices
    assert.closeTo(dollars(edgeEgress, 1024 + 10_240 + 1), 10_240 * 0.085 + 0.08, 1e-6)
  })

  it("grows with couples, but for what every instance has", () => {
    const [small, large] = workloads.map(unitsOf)
    const factor = workloads[1]!.couples / workloads[0]!.couples
    assert.strictEqual(large!.iotMinute, small!.iotMinute * factor)
    assert.strictEqual(large!.schedulerRun, small!.schedulerRun)
  })
})
