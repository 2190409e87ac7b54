import { Queue } from "aws-cdk-lib/aws-sqs"
import { assert, describe, it } from "vitest"
import { lumi } from "../../infra/Lumi.ts"
import { settingsOf } from "../../infra/Settings.ts"
import { all, appOf, template, templateOf, tinyBundles, told } from "./stack.ts"

const { bundles } = told

describe("synthesis", () => {
  it("gives the same for the same, wherever the bundles lie", () => {
    assert.deepStrictEqual(templateOf({ ...told, bundles: tinyBundles() }).toJSON(), template.toJSON())
  })

  it("passes cdk-nag, which refuses what is added without a reason", () => {
    const app = appOf({ bundles })
    const stack = lumi(app)
    assert.doesNotThrow(() => app.synth())
    new Queue(stack, "open")
    assert.throws(() => app.synth({ force: true }), /lumi-dev\/open.*AwsSolutions-SQS4/s)
  })

  it("needs no account: what only a deployment knows, CloudFormation asks for", () => {
    const parameters = templateOf({ bundles }).findParameters("*")
    for (const name of ["Origin", "IotEndpoint", "TicketKey"]) {
      assert.deepStrictEqual([parameters[name]?.["Type"], parameters[name]?.["Default"]], ["String", undefined], name)
    }
    assert.notProperty(template.findParameters("*"), "Origin")
  })

  it("marks everything with its app and stage", () => {
    for (const { properties } of all(template, "AWS::Lambda::Function")) {
      assert.includeDeepMembers(properties.Tags, [{ Key: "app", Value: "lumi" }, { Key: "stage", Value: "test" }])
    }
  })

  it("takes a table from a backup in place of its own, and leaves its own alone", () => {
    const stream = "arn:aws:dynamodb:eu-central-1:123456789012:table/restored/stream/2026-01-01T00:00:00.000"
    const restored = templateOf({ bundles, restoredTable: "restored", restoredStream: stream })
    restored.resourceCountIs("AWS::DynamoDB::GlobalTable", 0)
    const [mapping] = all(restored, "AWS::Lambda::EventSourceMapping").filter(({ properties }) =>
      properties.EventSourceArn === stream
    )
    assert.isDefined(mapping)
    for (const { properties } of all(restored, "AWS::Lambda::Function")) {
      assert.strictEqual(properties.Environment.Variables.LUMI_TABLE, "restored")
    }
  })

  it("refuses what contradicts itself, and says what to do", () => {
    const refused = (context: Record<string, string>, why: RegExp) =>
      assert.throws(() => settingsOf(appOf({ bundles, ...context }).node), why)
    refused({ stage: "Prod!" }, /small letters/)
    refused({ domain: "lumi.example.org" }, /certificate/)
    refused({ restoredTable: "restored" }, /stream/)
    refused({ signUp: "anybody" }, /by invite/)
    refused({ bundles: "/nowhere" }, /npm run build/)
  })
})
