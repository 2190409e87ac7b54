import { assert, describe, it } from "vitest"
import { functionNames } from "../../infra/Duties.ts"
import { all, template, told } from "./stack.ts"

const alarms = all(template, "AWS::CloudWatch::Alarm").map(({ properties }) => properties)

/** The alarms on a metric of what is called so by a dimension. */
const on = (metric: string, dimension: string, value: RegExp) =>
  alarms.filter(({ Dimensions, MetricName }) =>
    MetricName === metric &&
    Dimensions.some((each: { Name: string; Value: unknown }) =>
      each.Name === dimension && value.test(JSON.stringify(each.Value))
    )
  )

describe("alarms", () => {
  it("ring for whatever lies among dead letters", () => {
    const dead = all(template, "AWS::SQS::Queue").filter(({ properties }) => properties.QueueName.endsWith("-dead"))
    for (const { id } of dead) {
      const [alarm] = on("ApproximateNumberOfMessagesVisible", "QueueName", new RegExp(id))
      assert.deepStrictEqual([alarm?.Threshold, alarm?.ComparisonOperator], [0, "GreaterThanThreshold"], id)
    }
  })

  it("ring when jobs wait, changes come late, functions fail or are held back", () => {
    for (const name of ["due", "affirmations", "push", "messages"]) {
      const queue = new RegExp(`queues${name}[0-9A-F]{8}`)
      assert.lengthOf(on("ApproximateAgeOfOldestMessage", "QueueName", queue), 1, name)
    }
    for (const name of functionNames) {
      const each = new RegExp(`functions${name}[0-9A-F]{8}`)
      assert.lengthOf(on("Errors", "FunctionName", each), 1, name)
      assert.lengthOf(on("Throttles", "FunctionName", each), 1, name)
    }
    assert.lengthOf(on("IteratorAge", "FunctionName", /functionschanges/), 1)
    assert.lengthOf(on("Url5xxCount", "FunctionName", /functionshttp/), 1)
    assert.strictEqual(on("UrlRequestLatency", "FunctionName", /functionshttp/)[0]?.ExtendedStatistic, "p99")
    assert.isNotEmpty(alarms.filter(({ Metrics }) => JSON.stringify(Metrics ?? "").includes("ThrottledRequests")))
  })

  it("ring when the clock itself stands still", () => {
    const [alarm] = on("Invocations", "FunctionName", /functionstick/)
    assert.deepStrictEqual([alarm?.TreatMissingData, alarm?.ComparisonOperator], ["breaching", "LessThanThreshold"])
  })

  it("say what they mean, and all tell the same topic, which mails", () => {
    const [topic] = all(template, "AWS::SNS::Topic")
    for (const { AlarmActions, AlarmDescription } of alarms) {
      assert.deepStrictEqual(AlarmActions, [{ Ref: topic!.id }])
      assert.isAbove(AlarmDescription.length, 10)
    }
    template.hasResourceProperties("AWS::SNS::Subscription", { Protocol: "email", Endpoint: told.email })
  })

  it("stand beside a page with all of it", () => {
    const [board] = all(template, "AWS::CloudWatch::Dashboard")
    const body = JSON.stringify(board?.properties.DashboardBody)
    for (const metric of ["Errors", "ConsumedWriteCapacityUnits", "IteratorAge", "UrlRequestLatency"]) {
      assert.include(body, metric)
    }
  })
})
