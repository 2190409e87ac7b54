import { CreateTableCommand, DeleteTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb"
import { SetQueueAttributesCommand, SQSClient } from "@aws-sdk/client-sqs"
import { assert, describe, it } from "@effect/vitest"
import { ConfigProvider, Duration, Effect, Layer, Option } from "effect"
import { inject } from "vitest"
import { clientsOf, credentials, region } from "../emulators/Credentials.ts"
import { Aws } from "../src/Aws.ts"
import { Dynamo } from "../src/Dynamo.ts"
import { account } from "../src/inspect/Account.ts"
import { queues } from "../src/inspect/QueueFit.ts"
import { table } from "../src/inspect/TableFit.ts"
import { misfits } from "../src/inspect/TableShape.ts"
import { creation, table as shape } from "../src/Table.ts"
import { testQueues } from "../testing/Queues.ts"
import { tableOn, withDynamo } from "../testing/Table.ts"

const at = (variables: Readonly<Record<string, string>>) => ConfigProvider.layer(ConfigProvider.fromUnknown(variables))

const refused = <A, R>(effect: Effect.Effect<A, { readonly message: string }, R>) =>
  Effect.map(Effect.flip(effect), ({ message }) => message)

const whole = {
  KeySchema: creation("lumi").KeySchema ?? [],
  GlobalSecondaryIndexes: creation("lumi").GlobalSecondaryIndexes ?? [],
  StreamSpecification: creation("lumi").StreamSpecification ?? { StreamEnabled: false }
}

describe("The shape of a table", () => {
  it("fits when it is as it would be created", () => {
    assert.deepStrictEqual(misfits(whole, shape.ttl), [])
  })

  it("is told part by part where it does not", () => {
    const [gsi1, gsi2] = whole.GlobalSecondaryIndexes
    const narrow = { ...gsi2, Projection: { ProjectionType: "INCLUDE" as const, NonKeyAttributes: ["receiver"] } }
    const keysOnly = { ...gsi1, Projection: { ProjectionType: "KEYS_ONLY" as const } }
    assert.deepStrictEqual(misfits({ ...whole, KeySchema: [] }, shape.ttl), ["its keys are not PK and SK"])
    assert.deepStrictEqual(misfits({ ...whole, GlobalSecondaryIndexes: [gsi1!] }, shape.ttl), [
      "the index GSI2 is missing"
    ])
    assert.deepStrictEqual(misfits({ ...whole, GlobalSecondaryIndexes: [keysOnly, gsi2!] }, shape.ttl), [
      "GSI1 does not carry all attributes"
    ])
    assert.match(
      misfits({ ...whole, GlobalSecondaryIndexes: [gsi1!, narrow] }, shape.ttl).join(),
      /^GSI2 does not carry relationship, /
    )
    assert.match(
      misfits({ ...whole, StreamSpecification: { StreamEnabled: false } }, shape.ttl).join(),
      /stream is not on/
    )
    assert.match(misfits(whole, undefined).join(), /do not expire/)
  })
})

withDynamo(() => {
  const dynoxide = inject("dynoxide") ?? ""

  it.live("a table on the emulator of DynamoDB fits, and its clock agrees", () =>
    Effect.gen(function*() {
      const { table: name } = yield* Dynamo
      const found = yield* table.pipe(Effect.provide(at({ LUMI_TABLE: name })))
      assert.strictEqual(found.name, name)
      assert.isTrue(Option.exists(found.away, (away) => Duration.toSeconds(away) < 5))
    }).pipe(Effect.provide(tableOn(dynoxide))))

  it.live("a table that lacks its expiry, and one that is not there, are told with what makes them", () =>
    Effect.gen(function*() {
      const name = `t-${crypto.randomUUID()}`
      const client = new DynamoDBClient({ endpoint: dynoxide, region, credentials })
      yield* Effect.promise(() => client.send(new CreateTableCommand(creation(name))))
      const looked = refused(table).pipe(Effect.provide(at({ LUMI_TABLE: name })))
      assert.match(yield* looked, /does not fit: items do not expire by their ttl; cdk deploy/)
      yield* Effect.promise(() => client.send(new DeleteTableCommand({ TableName: name })))
      client.destroy()
      assert.match(yield* looked, /^there is no table t-.*: cdk deploy .* start:aws/)
      assert.match(yield* refused(table).pipe(Effect.provide(at({}))), /^LUMI_TABLE is not set/)
    }).pipe(Effect.provide(clientsOf({ dynamodb: dynoxide }))))
})

describe("Queues on the emulator of SQS", () => {
  const fauxqs = inject("fauxqs")
  const sqs = new SQSClient({ endpoint: fauxqs, region, credentials })

  it.live("fit as they are made, and each that is missing or keeps its dead is told", () =>
    Effect.gen(function*() {
      const { url } = yield* testQueues
      const configured = at({ LUMI_QUEUES: url })
      assert.deepStrictEqual([...(yield* queues.pipe(Effect.provide(configured)))].toSorted(), [
        "affirmations",
        "due",
        "messages",
        "push"
      ])
      yield* Effect.promise(() =>
        sqs.send(new SetQueueAttributesCommand({ QueueUrl: `${url}due`, Attributes: { RedrivePolicy: "" } }))
      )
      assert.match(yield* refused(queues).pipe(Effect.provide(configured)), /due does not give up to due-dead/)
      const elsewhere = at({ LUMI_QUEUES: `${url}elsewhere-` })
      assert.match(
        yield* refused(queues).pipe(Effect.provide(elsewhere)),
        /^there is no queue .*elsewhere-.*cdk deploy/
      )
    }).pipe(Effect.scoped, Effect.provide(clientsOf({ sqs: fauxqs }))))
})

describe("An account", () => {
  it.effect("is told by its region and its key", () =>
    Effect.gen(function*() {
      assert.deepStrictEqual(yield* account, { region, accessKeyId: credentials.accessKeyId })
    }).pipe(Effect.provide(clientsOf({ dynamodb: "http://127.0.0.1:9" }))))

  it.effect("without a region is told what to set", () =>
    Effect.gen(function*() {
      assert.match(yield* refused(account), /AWS_REGION/)
    }).pipe(Effect.provide(Layer.succeed(Aws, Aws.of({ configOf: () => ({ endpoint: "http://127.0.0.1:9" }) })))))
})
