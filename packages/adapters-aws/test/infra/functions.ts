import { Match } from "aws-cdk-lib/assertions"
import { assert, describe, it } from "vitest"
import { functionNames } from "../../infra/Duties.ts"
import { mapping as feed } from "../../src/ChangeFeed.ts"
import { all, allowed, template, told } from "./stack.ts"

const lambdas = all(template, "AWS::Lambda::Function")
const everything = allowed(template, "")

/** What a function may do with data, and where. */
const ofTable = (name: string) =>
  allowed(template, `functions${name}role`).flatMap(({ actions, resources }) =>
    actions.filter((action) => action.startsWith("dynamodb:")).map((action) => ({ action, resources }))
  )
const actionsOf = (name: string) => allowed(template, `functions${name}role`).flatMap(({ actions }) => actions)

describe("functions", () => {
  it("are one per bundle, on the Node that everything is tested with", () => {
    assert.lengthOf(lambdas, functionNames.length)
    for (const { id, properties } of lambdas) {
      assert.strictEqual(properties.Runtime, "nodejs24.x", id)
      assert.deepStrictEqual(properties.Architectures, ["arm64"], id)
      assert.strictEqual(properties.Environment.Variables.NODE_OPTIONS, "--enable-source-maps", id)
      assert.deepStrictEqual(properties.TracingConfig, { Mode: "Active" }, id)
    }
  })

  it("write into a log of their own, which forgets", () => {
    const logs = all(template, "AWS::Logs::LogGroup")
    assert.lengthOf(logs, lambdas.length)
    for (const { id, properties } of logs) assert.strictEqual(properties.RetentionInDays, 30, id)
    const used = lambdas.map(({ properties }) => properties.LoggingConfig.LogGroup.Ref)
    assert.sameMembers(used, logs.map(({ id }) => id))
  })

  it("know the name of the secret and nothing of what it holds", () => {
    for (const { id, properties } of lambdas) {
      assert.sameMembers(Object.keys(properties.Environment.Variables), [
        "LUMI_TABLE",
        "LUMI_QUEUES",
        "LUMI_SECRETS_ID",
        "LUMI_IOT_ENDPOINT",
        "LUMI_IOT_AUTHORIZER",
        "LUMI_ORIGIN",
        "LUMI_SIGN_UP",
        "LUMI_LOG",
        "NODE_OPTIONS"
      ], id)
      assert.strictEqual(properties.Environment.Variables.LUMI_SECRETS_ID, told.secret, id)
    }
    const whole = JSON.stringify(template.toJSON())
    assert.notMatch(whole, /PRIVATE KEY|\{\{resolve:(secretsmanager|ssm)/)
    template.resourceCountIs("AWS::SecretsManager::Secret", 0)
  })

  it("have a role each, and none that AWS has made for all", () => {
    const roles = lambdas.map(({ properties }) => properties.Role["Fn::GetAtt"][0])
    assert.lengthOf(new Set(roles), lambdas.length)
    for (const { id, properties } of all(template, "AWS::IAM::Role")) {
      assert.isUndefined(properties.ManagedPolicyArns, id)
    }
  })
})

describe("roles that services take on", () => {
  it("are for functions, and for IoT and the clock when they act for this account", () => {
    const trusted = all(template, "AWS::IAM::Role").map(({ properties }) => {
      const [{ Condition, Principal }] = properties.AssumeRolePolicyDocument.Statement
      return [Principal.Service, Condition === undefined ? "any" : Object.keys(Condition.StringEquals).join()]
    })
    const kinds = [...new Set(trusted.map((each) => each.join(" of ")))]
    assert.sameMembers(kinds, [
      "lambda.amazonaws.com of any",
      "iot.amazonaws.com of aws:SourceAccount",
      "scheduler.amazonaws.com of aws:SourceAccount"
    ])
  })
})

describe("what functions may do", () => {
  it("is named, action by action", () => {
    for (const { actions } of everything) for (const action of actions) assert.notInclude(action, "*")
  })

  it("never is a Scan, of the table or of an index", () => {
    const actions = everything.flatMap(({ actions }) => actions)
    assert.isNotEmpty(actions.filter((action) => action === "dynamodb:Query"))
    for (const action of actions) assert.notMatch(action, /scan|partiql|export|delete(table|backup)|updatetable/i)
  })

  it("is said of the one table, of indexes by their names, of everything else by its name", () => {
    for (const { actions, resources } of everything) {
      const isWide = (resource: string) => resource.includes("*")
      for (const resource of resources.filter(isWide)) {
        const reasons: Record<string, string> = {
          "iot:Publish": ":topic/lumi/v1/u/*",
          "iot:DeleteConnection": ":client/*",
          "xray:PutTelemetryRecords": "*",
          "xray:PutTraceSegments": "*"
        }
        for (const action of actions) assert.include(resource, reasons[action] ?? "no wildcard", action)
      }
    }
    const indexes = everything.flatMap(({ resources }) => resources).filter((resource) => resource.includes("/index/"))
    for (const index of indexes) assert.match(index, /\/index\/GSI[12]"/)
  })

  it("is no writing where a function only reads, and no deleting where it only adds", () => {
    for (const { action } of ofTable("due")) assert.match(action, /:(BatchGetItem|Query)$/)
    for (const name of ["tick", "due", "affirmations", "authorizer"]) {
      for (const { action } of ofTable(name)) assert.notMatch(action, /:(DeleteItem|BatchWriteItem)$/, name)
    }
  })

  it("reads the secret only where something is signed, or its signature looked at", () => {
    const readers = functionNames.filter((name) => actionsOf(name).includes("secretsmanager:GetSecretValue"))
    assert.sameMembers(readers, ["http", "authorizer", "push"])
    for (const { actions, resources } of everything) {
      if (actions.some((action) => action.startsWith("secretsmanager:"))) {
        assert.deepStrictEqual(actions, ["secretsmanager:GetSecretValue"])
        for (const resource of resources) assert.include(resource, `:secret:${told.secret}-??????`)
      }
    }
  })
})

describe("what feeds functions", () => {
  const mappings = all(template, "AWS::Lambda::EventSourceMapping")
  const mappingOf = (name: string) =>
    mappings.find(({ properties }) => properties.FunctionName.Ref.startsWith(`functions${name}`))?.properties

  it("are the queues of their names, and what cannot be handled comes again alone", () => {
    for (const name of ["due", "affirmations", "push", "messages"]) {
      const mapping = mappingOf(name)
      assert.match(mapping.EventSourceArn["Fn::GetAtt"][0], new RegExp(`^queues${name}[0-9A-F]{8}$`))
      assert.deepStrictEqual(mapping.FunctionResponseTypes, ["ReportBatchItemFailures"], name)
      assert.isAtLeast(mapping.ScalingConfig.MaximumConcurrency, 2, name)
    }
  })

  it("is the stream of the table, whose bad records end in the dead letters and hold nothing up", () => {
    const mapping = mappingOf("changes")
    assert.include(JSON.stringify(mapping.EventSourceArn), "StreamArn")
    assert.deepStrictEqual(mapping.FunctionResponseTypes, ["ReportBatchItemFailures"])
    assert.isTrue(mapping.BisectBatchOnFunctionError)
    assert.strictEqual(mapping.MaximumRetryAttempts, feed.retries)
    assert.deepStrictEqual(
      mapping.FilterCriteria.Filters.map(({ Pattern }: { Pattern: string }) => JSON.parse(Pattern)),
      feed.patterns.map((pattern) => JSON.parse(JSON.stringify(pattern)))
    )
    assert.include(JSON.stringify(mapping.DestinationConfig.OnFailure), "changesdead")
  })

  it("is a clock: the tick every minute, a call every five that keeps the API warm", () => {
    const schedules = all(template, "AWS::Scheduler::Schedule").map(({ properties }) => properties)
    assert.sameMembers(schedules.map((each) => each.ScheduleExpression), ["rate(1 minute)", "rate(5 minutes)"])
    for (const { Target } of schedules) assert.include(JSON.stringify(Target.DeadLetterConfig), "schedulesdead")
    template.hasResourceProperties("AWS::Lambda::EventInvokeConfig", {
      FunctionName: { Ref: Match.stringLikeRegexp("^functionstick") },
      MaximumRetryAttempts: 0,
      DestinationConfig: { OnFailure: Match.anyValue() }
    })
  })

  it("never runs two ticks at once, unless the account has no room to keep", () => {
    const reserved = (from: typeof template) =>
      all(from, "AWS::Lambda::Function").flatMap(({ properties }) => properties.ReservedConcurrentExecutions ?? [])
    assert.deepStrictEqual(reserved(template), [1])
  })

  it("may feed itself only where that is meant", () => {
    const loops = lambdas.filter(({ properties }) => properties.RecursiveLoop === "Allow").map(({ id }) =>
      id.slice(0, -8)
    )
    assert.sameMembers(loops, ["functionsdue", "functionsaffirmations", "functionspush"])
  })
})
