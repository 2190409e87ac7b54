import { attempt, type Outcome } from "@lumi/core/changes/Attempt"
import { type Change, subject } from "@lumi/core/changes/Change"
import type { Handle } from "@lumi/core/changes/ChangeFeed"
import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from "aws-lambda"
import { Data, type Duration, Effect, Option, Result } from "effect"
import { changeOf, patterns } from "./stream/Records.ts"

/**
 * How the stream of the table reaches the function: in order per item, what fails again and again ends in the dead letters as
 * a position of the stream. What makes the mapping, and what emulates it, read the same words.
 */
export const mapping = {
  batch: 100,
  /** after so many the record that cannot be handled is given up; each lasts as long as `pause` while a store is away */
  retries: 10,
  patterns
} as const

/** How long the answer to an outage takes, so that all retries together outlast a short one. */
const pause = "15 seconds"

/** The first of several could not be handled: Lambda splits the batch until it is alone, and gives up no other with it. */
export class FirstFailed extends Data.TaggedError("FirstFailed")<{ readonly sequenceNumber: string }> {}

interface Told {
  readonly sequenceNumber: string
  readonly change: Change
}

const sequenceNumberOf = ({ dynamodb }: DynamoDBRecord) => dynamodb?.SequenceNumber ?? ""

/** The changes among records; what nobody understands would not be understood later either. */
const toldBy = Effect.fnUntraced(function*(records: ReadonlyArray<DynamoDBRecord>) {
  const told: Array<Told> = []
  for (const record of records) {
    const sequenceNumber = sequenceNumberOf(record)
    const change = changeOf(record)
    if (Result.isFailure(change)) {
      yield* Effect.logWarning("an item of another version is passed over", { sequenceNumber, ...change.failure })
    } else if (Option.isSome(change.success)) told.push({ sequenceNumber, change: change.success.value })
  }
  return told
})

/** Handles what one subject tells, up to the first that cannot be handled; gives that and what became of it. */
const inOrder = Effect.fnUntraced(function*<R>(told: ReadonlyArray<Told>, handler: Handle<R>) {
  for (const { change, sequenceNumber } of told) {
    const outcome = yield* attempt(change, handler)
    if (outcome._tag !== "Done") return Option.some({ sequenceNumber, outcome })
  }
  return Option.none<{ readonly sequenceNumber: string; readonly outcome: Outcome }>()
})

/**
 * The function `changes`: hands what the stream tells to a handler, each subject's changes in their order, and answers what
 * has to come again. What comes after that in the stream comes again too, which handlers do not mind.
 */
export const handle = <R>(
  handler: Handle<R>,
  options: { readonly pause?: Duration.Input } = {}
) =>
  Effect.fn("ChangeFeed.handle")(function*({ Records }: DynamoDBStreamEvent) {
    const subjects = Map.groupBy(yield* toldBy(Records), ({ change }) => subject(change))
    const stopped = (yield* Effect.forEach(subjects.values(), (told) => inOrder(told, handler), { concurrency: 16 }))
      .flatMap(Option.toArray)
    const failures = new Map(stopped.map(({ outcome, sequenceNumber }) => [sequenceNumber, outcome._tag]))
    const failed = Records.map(sequenceNumberOf).filter((sequenceNumber) => failures.has(sequenceNumber))
    if (stopped.some(({ outcome }) => outcome._tag === "Unavailable")) yield* Effect.sleep(options.pause ?? pause)
    const [first] = failed
    if (
      first !== undefined && Records.length > 1 && failures.get(first) === "Failed" &&
      first === sequenceNumberOf(Records[0]!)
    ) {
      return yield* new FirstFailed({ sequenceNumber: first })
    }
    const answer: DynamoDBBatchResponse = { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) }
    return answer
  })
