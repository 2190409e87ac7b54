import { assert, describe, it } from "@effect/vitest"
import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from "aws-lambda"
import { Effect, Fiber, type Scope } from "effect"
import { inject } from "vitest"
import * as EventSourceMapping from "../emulators/EventSourceMappingStreams.ts"
import type { GivenUp } from "../emulators/streams/GivenUp.ts"
import { Dynamo } from "../src/Dynamo.ts"
import { tableOn, withDynamo } from "../testing/Table.ts"

const nameOf = ({ dynamodb }: DynamoDBRecord) => dynamodb?.Keys?.["SK"]?.S ?? ""
const sequenceOf = ({ dynamodb }: DynamoDBRecord) => dynamodb?.SequenceNumber ?? ""
const put = (SK: string, more = {}) => Dynamo.use((dynamo) => dynamo.put({ PK: "P", SK, type: "Thing", ...more }))

type Handler = (event: DynamoDBStreamEvent) => DynamoDBBatchResponse | undefined

/** A mapping of a table of one's own, and what it did: the names of each event, and what was given up. */
const mapped = Effect.fnUntraced(function*(
  handler: Handler,
  { batchSize = 100, checkpoints = new Map<string, string>(), patterns = [] as ReadonlyArray<object>, retries = 2 } = {}
) {
  const { table } = yield* Dynamo
  const events: Array<ReadonlyArray<string>> = []
  const givenUp: Array<GivenUp> = []
  const fiber = yield* Effect.forkScoped(EventSourceMapping.run({
    endpoint: inject("dynoxide") ?? "",
    table,
    batchSize,
    retries,
    patterns,
    rest: "5 millis",
    checkpoints,
    onFailure: async (message) => givenUp.push(message),
    handler: async (event) => {
      events.push(event.Records.map(nameOf))
      return handler(event)
    }
  }))
  return { events, givenUp, stop: Fiber.interrupt(fiber) }
})

/** Until something holds; a test's own time limit ends it. */
const until = (holds: () => boolean) =>
  Effect.repeat(Effect.delay(Effect.sync(holds), "10 millis"), { until: (it) => it })

const failing = (name: string): Handler => ({ Records }) => ({
  batchItemFailures: Records.filter((record) => nameOf(record) === name).map((record) => ({
    itemIdentifier: sequenceOf(record)
  }))
})

withDynamo(() =>
  describe(
    "the stream as an event source of Lambda (emulator)",
    () => {
      const test = (sentence: string, body: Effect.Effect<unknown, unknown, Dynamo | Scope.Scope>) =>
        it.live(
          sentence,
          () => Effect.provide(Effect.scoped(body), tableOn(inject("dynoxide") ?? ""), { local: true }),
          60_000
        )

      test(
        "hands a function what was written, before and after, and only what a pattern lets through",
        Effect.gen(function*() {
          const dynamo = yield* Dynamo
          const records: Array<DynamoDBRecord> = []
          const patterns = [{ eventName: ["INSERT", "MODIFY"], dynamodb: { NewImage: { type: { S: ["Thing"] } } } }]
          yield* put("a", { n: 1 })
          yield* put("a", { n: 2, list: ["x"] })
          yield* dynamo.remove({ PK: "P", SK: "a" })
          yield* put("b", { type: "Other" })
          yield* put("c")
          yield* mapped(({ Records }) => void records.push(...Records), { patterns })
          yield* until(() => records.some((record) => nameOf(record) === "c"))
          const Keys = { PK: { S: "P" }, SK: { S: "a" } }
          assert.deepStrictEqual(records.map(({ dynamodb, eventName }) => [eventName, dynamodb?.Keys?.["SK"]?.S]), [
            ["INSERT", "a"],
            ["MODIFY", "a"],
            ["INSERT", "c"]
          ])
          const { dynamodb, eventID, eventSourceARN, ...about } = records[1]!
          assert.deepStrictEqual(about, {
            eventName: "MODIFY",
            eventVersion: "1.1",
            eventSource: "aws:dynamodb",
            awsRegion: "eu-central-1"
          })
          assert.isNotEmpty(eventID)
          assert.match(eventSourceARN ?? "", /^arn:aws:dynamodb:.*:table\/t-.*\/stream\//)
          assert.deepStrictEqual(dynamodb?.Keys, Keys)
          assert.deepStrictEqual(dynamodb?.OldImage, { ...Keys, type: { S: "Thing" }, n: { N: "1" } })
          assert.deepStrictEqual(dynamodb?.NewImage, {
            ...Keys,
            type: { S: "Thing" },
            n: { N: "2" },
            list: { L: [{ S: "x" }] }
          })
          assert.strictEqual(dynamodb?.StreamViewType, "NEW_AND_OLD_IMAGES")
          assert.isBelow(Math.abs((dynamodb?.ApproximateCreationDateTime ?? 0) - Date.now() / 1000), 60)
        })
      )

      test(
        "of a batch of ten with one that fails, that one and what is behind it come again",
        Effect.gen(function*() {
          for (let n = 0; n < 10; n++) yield* put(String(n))
          let failed = false
          const { events, givenUp } = yield* mapped((event) => {
            if (failed) return undefined
            failed = true
            return failing("6")(event)
          })
          yield* until(() => events.length === 2)
          assert.deepStrictEqual(events, [["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"], ["6", "7", "8", "9"]])
          assert.deepStrictEqual(givenUp, [])
        })
      )

      test(
        "splits a batch whose function threw until the bad record is alone, and gives up only this one, by its position",
        Effect.gen(function*() {
          for (let n = 0; n < 8; n++) yield* put(String(n))
          let bad = ""
          const { events, givenUp } = yield* mapped((event) => {
            bad = event.Records.filter((record) => nameOf(record) === "2").map(sequenceOf)[0] ?? bad
            if (event.Records.some((record) => nameOf(record) === "2")) throw new Error("poison")
            return undefined
          })
          yield* until(() => events.at(-1)?.at(-1) === "7")
          const good = events.filter((names) => !names.includes("2"))
          assert.deepStrictEqual(good, [["0", "1"], ["3"], ["4", "5", "6", "7"]])
          assert.strictEqual(events.filter((names) => names.join() === "2").length, 3)
          assert.strictEqual(givenUp.length, 1)
          const { DDBStreamBatchInfo, requestContext, responseContext, version } = givenUp[0]!
          assert.deepStrictEqual([version, requestContext.condition], ["1.0", "RetryAttemptsExhausted"])
          assert.deepStrictEqual(responseContext, {
            statusCode: 200,
            executedVersion: "$LATEST",
            functionError: "Unhandled"
          })
          const { batchSize, endSequenceNumber, startSequenceNumber } = DDBStreamBatchInfo
          assert.deepStrictEqual([batchSize, startSequenceNumber, endSequenceNumber], [1, bad, bad])
        })
      )

      test(
        "one that starts again goes on where it was, and one that knows nothing begins at the oldest",
        Effect.gen(function*() {
          const checkpoints = new Map<string, string>()
          yield* put("a")
          const one = yield* mapped(() => undefined, { checkpoints })
          yield* until(() => one.events.length === 1)
          yield* one.stop
          yield* put("b")
          const other = yield* mapped(() => undefined, { checkpoints })
          yield* until(() => other.events.length === 1)
          assert.deepStrictEqual(other.events, [["b"]])
          const fresh = yield* mapped(() => undefined)
          yield* until(() => fresh.events.length === 1)
          assert.deepStrictEqual(fresh.events, [["a", "b"]])
        })
      )
    }
  )
)
