import { CreateTableCommand, DynamoDBClient, UpdateTimeToLiveCommand } from "@aws-sdk/client-dynamodb"
import { CreateBucketCommand, S3Client } from "@aws-sdk/client-s3"
import { CreateQueueCommand, SQSClient } from "@aws-sdk/client-sqs"
import { Effect } from "effect"
import * as Rotation from "../infra/secrets/Rotation.ts"
import * as Vault from "../infra/secrets/Vault.ts"
import { builds, readSite, upload } from "../infra/site.ts"
import { Aws } from "../src/Aws.ts"
import { deadAttributes } from "../src/Queues.ts"
import { creation, timeToLive } from "../src/Table.ts"
import type { Endpoints, Names } from "./Environment.ts"
import * as Queues from "./Queues.ts"

const name = "lumi-emulator"

const client = <A extends { readonly destroy: () => void }>(make: () => A) =>
  Effect.acquireRelease(Effect.sync(make), (client) => Effect.sync(() => client.destroy()))

/** What a stack makes once and an emulator with a file may still have. */
const unlessThere = (made: () => Promise<unknown>) =>
  Effect.promise(() =>
    made().catch((error: unknown) => {
      const there = error instanceof Error && /ResourceInUse|AlreadyExists|AlreadyOwnedByYou/.test(error.name)
      if (!there) throw error
    })
  )

const makeTable = Effect.fnUntraced(function*() {
  const { configOf } = yield* Aws
  const dynamodb = yield* client(() => new DynamoDBClient(configOf("dynamodb")))
  yield* unlessThere(async () => {
    await dynamodb.send(new CreateTableCommand(creation(name)))
    await dynamodb.send(new UpdateTimeToLiveCommand(timeToLive(name)))
  })
})

const makeSite = Effect.fnUntraced(function*() {
  const { configOf } = yield* Aws
  const s3 = yield* client(() => new S3Client({ ...configOf("s3"), forcePathStyle: true }))
  yield* unlessThere(() => s3.send(new CreateBucketCommand({ Bucket: name })))
  yield* Effect.promise(() => upload(s3, name, readSite(), builds.web))
})

const makeSecret = Effect.fnUntraced(function*() {
  const vault = yield* Vault.open(name)
  const made = Rotation.create()
  return yield* vault.create(made).pipe(
    Effect.as(made),
    Effect.catchTag("Refused", () => Effect.andThen(vault.complete(made), vault.read))
  )
})

/** Where the mapping of the stream tells what it gave up. */
const makeDeadChanges = Effect.fnUntraced(function*() {
  const { configOf } = yield* Aws
  const sqs = yield* client(() => new SQSClient(configOf("sqs")))
  const QueueName = `${name}-changes-dead`
  yield* Effect.promise(() => sqs.send(new CreateQueueCommand({ QueueName, Attributes: deadAttributes })))
})

/** Makes of the emulators an instance: table, queues, secrets, and the bucket with the web app. */
export const make = Effect.fn("Instance.make")(function*({ sqs }: Pick<Endpoints, "sqs">) {
  yield* makeTable()
  yield* makeSite()
  const queues = yield* Queues.create(sqs, `${name}-`)
  yield* makeDeadChanges()
  const { iot: [key] } = yield* makeSecret()
  const names: Names = { table: name, queues, secret: name, bucket: name }
  return { names, ticketKey: key?.publicKey ?? "" }
}, Effect.scoped)
