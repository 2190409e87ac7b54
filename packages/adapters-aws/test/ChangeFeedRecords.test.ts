import { assert, describe, it } from "@effect/vitest"
import { type Change, subject, version } from "@lumi/core/changes/Change"
import type { Handle } from "@lumi/core/changes/ChangeFeed"
import { StoreUnavailable } from "@lumi/core/StoreUnavailable"
import type { DynamoDBRecord } from "aws-lambda"
import { Effect, Fiber, Random } from "effect"
import { TestClock } from "effect/testing"
import { handle } from "../src/ChangeFeed.ts"
import { accountImage, recordOf, relationshipImage, without } from "../testing/StreamRecords.ts"

const person = (n: number) => `019845e1-682f-7b02-a706-${String(n).padStart(12, "0")}`
const minute = (n: number) => `2026-11-25T10:${String(n).padStart(2, "0")}:00.000Z`
/** The n-th person, disabled in a minute. */
const disabled = (n: number, at = 0) => recordOf(accountImage(null, person(n)), accountImage(minute(at), person(n)))
const sequenceOf = (record: DynamoDBRecord) => record.dynamodb?.SequenceNumber ?? ""
const failures = (...records: ReadonlyArray<DynamoDBRecord>) => ({
  batchItemFailures: records.map((record) => ({ itemIdentifier: sequenceOf(record) }))
})

/** Handles records, and gives the answer and what was handled to the end. */
const run = Effect.fnUntraced(function*(
  Records: Array<DynamoDBRecord>,
  act: Handle<never> = () => Effect.void
) {
  const done: Array<Change> = []
  const answer = yield* handle((change) => Effect.andThen(act(change), Effect.sync(() => void done.push(change))))({
    Records
  })
  return { answer, done }
})

/** Fails for one person. */
const failingFor = (n: number): Handle<never> => (change) =>
  subject(change) === `account ${person(n)}` ? Effect.die(new Error("a bug")) : Effect.void

describe("The function of the stream", () => {
  it.effect("handles what came twice or in another order, each subject as it stands in the stream", () =>
    Effect.gen(function*() {
      const people = Array.from({ length: 10 }, (_, n) => [disabled(n, 1), disabled(n, 2), disabled(n, 3)])
      const alone = yield* run(people.flat())
      const subjects = new Set(alone.done.map(subject))
      // the keys in any order, those of one in theirs
      const shuffled = (yield* Random.shuffle(people)).flat()
      const twice = yield* run([...shuffled, ...shuffled])
      assert.deepStrictEqual(twice.answer, failures())
      assert.deepStrictEqual(new Set(twice.done.map(subject)), subjects)
      for (const told of Map.groupBy(twice.done, subject).values()) {
        assert.deepStrictEqual(told.map(version), [1, 2, 3, 1, 2, 3].map((n) => Date.parse(minute(n))))
      }
    }))

  it.effect("answers which of ten failed; what is behind it of the same subject waits, the others are handled", () =>
    Effect.gen(function*() {
      const records = Array.from({ length: 10 }, (_, n) => disabled(n))
      const behind = disabled(4, 1)
      const { answer, done } = yield* run([...records, behind], failingFor(4))
      assert.deepStrictEqual(answer, failures(records[4]!))
      assert.deepStrictEqual(
        done.map(subject),
        records.filter((_, n) => n !== 4).map((_, n) => `account ${person(n < 4 ? n : n + 1)}`)
      )
    }))

  it.effect("fails when the first of several did, so that Lambda splits the batch, and answers when it is alone", () =>
    Effect.gen(function*() {
      const records = [disabled(0), disabled(1)]
      const error = yield* Effect.flip(run(records, failingFor(0)))
      assert.strictEqual(error.sequenceNumber, sequenceOf(records[0]!))
      assert.deepStrictEqual((yield* run([records[0]!], failingFor(0))).answer, failures(records[0]!))
    }))

  it.effect("waits before it answers that a store is away, and never splits a batch for that", () =>
    Effect.gen(function*() {
      const records = [disabled(0), disabled(1)]
      const away = new StoreUnavailable({ operation: "test", cause: "away" })
      const answering = yield* Effect.forkChild(run(records, () => Effect.fail(away)))
      yield* TestClock.adjust("14 seconds")
      assert.isUndefined(answering.pollUnsafe())
      yield* TestClock.adjust("1 second")
      assert.deepStrictEqual((yield* Fiber.join(answering)).answer, failures(...records))
    }))

  it.effect("gives up a handler that takes longer than it may", () =>
    Effect.gen(function*() {
      const record = disabled(0)
      const answering = yield* Effect.forkChild(run([record], () => Effect.never))
      yield* TestClock.adjust("30 seconds")
      assert.deepStrictEqual((yield* Fiber.join(answering)).answer, failures(record))
    }))

  it.effect("passes over what another version wrote, and what tells nothing", () =>
    Effect.gen(function*() {
      const { answer, done } = yield* run([
        recordOf(undefined, without(relationshipImage(1), "epoch")),
        recordOf(undefined, without(relationshipImage(1), "type")),
        disabled(0)
      ])
      assert.deepStrictEqual(answer, failures())
      assert.deepStrictEqual(done.map(subject), [`account ${person(0)}`])
    }))
})
