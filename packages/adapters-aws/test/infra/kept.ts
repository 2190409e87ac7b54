import { assert, describe, it } from "vitest"
import { functions } from "../../infra/Duties.ts"
import * as Queues from "../../src/Queues.ts"
import { table as data } from "../../src/Table.ts"
import { all, policiesOf, template } from "./stack.ts"

describe("what is kept", () => {
  const [table] = all(template, "AWS::DynamoDB::GlobalTable")

  it("is one table with the keys, the indexes and the stream that the stores stand on", () => {
    assert.lengthOf(all(template, "AWS::DynamoDB::GlobalTable"), 1)
    const { properties } = table!
    assert.deepStrictEqual(properties.KeySchema, [
      { AttributeName: data.partitionKey, KeyType: "HASH" },
      { AttributeName: data.sortKey, KeyType: "RANGE" }
    ])
    assert.sameDeepMembers(
      properties.GlobalSecondaryIndexes.map((index: { IndexName: string; Projection: unknown }) => [
        index.IndexName,
        index.Projection
      ]),
      data.indexes.map((index) => [
        index.name,
        {
          ProjectionType: index.projection,
          ...(index.included.length > 0 ? { NonKeyAttributes: [...index.included] } : {})
        }
      ])
    )
    assert.deepStrictEqual(properties.StreamSpecification, { StreamViewType: data.stream })
    assert.deepStrictEqual(properties.TimeToLiveSpecification, { AttributeName: data.ttl, Enabled: true })
    assert.strictEqual(properties.BillingMode, "PAY_PER_REQUEST")
  })

  it("is encrypted, and can be had back as it was at any second", () => {
    const { properties } = table!
    assert.deepStrictEqual(properties.SSESpecification, { SSEEnabled: true, SSEType: "KMS" })
    for (const replica of properties.Replicas) {
      assert.deepStrictEqual(replica.PointInTimeRecoverySpecification, { PointInTimeRecoveryEnabled: true })
    }
  })

  it("outlives the stack", () => {
    for (const type of ["AWS::DynamoDB::GlobalTable", "AWS::S3::Bucket"]) {
      for (const { deletion, id } of all(template, type)) {
        assert.deepStrictEqual(deletion, ["Retain", "Retain"], id)
      }
    }
    for (const replica of table!.properties.Replicas) assert.isTrue(replica.DeletionProtectionEnabled)
    // nothing empties a bucket when the stack goes
    template.resourceCountIs("Custom::S3AutoDeleteObjects", 0)
  })
})

describe("buckets", () => {
  const buckets = all(template, "AWS::S3::Bucket")

  it("are closed to the public, in every way there is", () => {
    assert.lengthOf(buckets, 2)
    for (const { id, properties } of buckets) {
      assert.deepStrictEqual(properties.PublicAccessBlockConfiguration, {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true
      }, id)
      assert.deepStrictEqual(properties.OwnershipControls, { Rules: [{ ObjectOwnership: "BucketOwnerEnforced" }] }, id)
      assert.isUndefined(properties.WebsiteConfiguration, id)
    }
    for (const { on, statements } of policiesOf(template, "AWS::S3::BucketPolicy", "Bucket")) {
      for (const { conditions, effect } of statements) {
        if (effect === "Allow") assert.include(conditions, "SourceA", `${on} lets in whoever asks`)
      }
    }
  })

  it("are encrypted, and answer only over TLS", () => {
    for (const { id, properties } of buckets) {
      const [rule] = properties.BucketEncryption.ServerSideEncryptionConfiguration
      assert.strictEqual(rule.ServerSideEncryptionByDefault.SSEAlgorithm, "AES256", id)
    }
    const policies = policiesOf(template, "AWS::S3::BucketPolicy", "Bucket")
    assert.lengthOf(policies, buckets.length)
    for (const { on, statements } of policies) {
      const refused = statements.filter(({ effect }) => effect === "Deny").map(({ conditions }) => conditions).join()
      assert.include(refused, `"aws:SecureTransport":"false"`, on)
      assert.include(refused, `"s3:TlsVersion":1.2`, on)
    }
  })

  it("of the site have who read them written down", () => {
    const [logged] = buckets.filter(({ properties }) => properties.LoggingConfiguration !== undefined)
    assert.include(JSON.stringify(logged?.properties.LoggingConfiguration), "sitelog")
  })
})

describe("queues", () => {
  const queues = all(template, "AWS::SQS::Queue")
  const dead = queues.filter(({ properties }) => properties.QueueName.endsWith("-dead"))
  const jobs = queues.filter(({ properties }) => !properties.QueueName.endsWith("-dead"))

  it("are those that the jobs are sent to, each with its dead letters", () => {
    assert.sameMembers(
      jobs.map(({ properties }) => properties.QueueName),
      Object.keys(Queues.queues).map((name) => `lumi-test-${name}`)
    )
    for (const { properties } of jobs) {
      const target = properties.RedrivePolicy.deadLetterTargetArn["Fn::GetAtt"][0]
      assert.strictEqual(queues.find(({ id }) => id === target)?.properties.QueueName, `${properties.QueueName}-dead`)
      assert.strictEqual(properties.RedrivePolicy.maxReceiveCount, Queues.guard)
    }
  })

  it("keep dead letters for 14 days", () => {
    assert.lengthOf(dead, jobs.length + 3)
    for (const { id, properties } of dead) assert.strictEqual(properties.MessageRetentionPeriod, 14 * 24 * 3600, id)
  })

  it("hide a job for at least six times as long as its function may take", () => {
    for (const { properties } of jobs) {
      const name = properties.QueueName.replace("lumi-test-", "")
      const { timeout } = functions[name as keyof typeof Queues.queues]
      assert.isAtLeast(properties.VisibilityTimeout, 6 * timeout, name)
    }
  })

  it("are encrypted, and answer only over TLS", () => {
    for (const { id, properties } of queues) assert.isTrue(properties.SqsManagedSseEnabled, id)
    const policies = policiesOf(template, "AWS::SQS::QueuePolicy", "Queues")
    for (const { id } of queues) {
      const own = policies.find(({ on }) => on.includes(id))
      const refused = own?.statements.find(({ effect }) => effect === "Deny")
      assert.include(refused?.conditions, `"aws:SecureTransport":"false"`, id)
    }
  })
})
