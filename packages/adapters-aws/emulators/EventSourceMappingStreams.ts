import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from "aws-lambda"
import { Clock, type Duration, Effect, Option, Schedule } from "effect"
import { passes } from "./streams/Filter.ts"
import { type GivenUp, messageOf, sequenceOf } from "./streams/GivenUp.ts"
import * as Shards from "./streams/Shards.ts"

/** How far a mapping got in each shard: what Lambda keeps itself, and what a mapping that starts again goes on from. */
export interface Checkpoints {
  readonly get: (shard: string) => string | undefined
  readonly set: (shard: string, sequenceNumber: string) => unknown
}

/** What Lambda is told of the stream of a table that triggers a function, and where things are. */
export interface Mapping {
  /** where DynamoDB answers */
  readonly endpoint: string
  readonly table: string
  /** records of one event */
  readonly batchSize: number
  /** after how many a record is given up; a batch is split in two on an error, which counts for none */
  readonly retries: number
  readonly patterns: ReadonlyArray<object>
  /** the rest before a retry */
  readonly rest: Duration.Input
  /** Whoever interrupts the mapping aborts what is under way. */
  readonly handler: (
    event: DynamoDBStreamEvent,
    signal: AbortSignal
  ) => Promise<DynamoDBBatchResponse | undefined | void>
  /** Where it is said what was given up. */
  readonly onFailure: (message: GivenUp) => Promise<unknown>
  readonly checkpoints: Checkpoints
}

/** How often an empty shard is read. */
const poll = "25 millis"

/** What became of a batch: the function threw, or said which record was the first that failed. */
const invoke = ({ handler }: Mapping, records: ReadonlyArray<DynamoDBRecord>) =>
  Effect.tryPromise((signal) => handler({ Records: [...records] }, signal)).pipe(
    Effect.map((answer) => {
      const failures = new Set((answer?.batchItemFailures ?? []).map(({ itemIdentifier }) => itemIdentifier))
      if (failures.size === 0) return "done"
      const at = records.findIndex((record) => failures.has(sequenceOf(record)))
      // an identifier of none of them is a failure of all
      return Math.max(at, 0)
    }),
    Effect.catch((error) =>
      Effect.as(Effect.logError("a function of the stream failed", error.cause), "threw" as const)
    )
  )

/** Invokes a function with a batch until all of it is handled or given up, in order. */
const workOff = Effect.fnUntraced(function*(
  mapping: Mapping,
  arn: string,
  shard: string,
  batch: ReadonlyArray<DynamoDBRecord>
) {
  const open = [{ records: batch, tries: 0 }]
  while (open.length > 0) {
    const { records, tries } = open.shift()!
    const outcome = yield* invoke(mapping, records)
    if (outcome === "done") {
      mapping.checkpoints.set(shard, sequenceOf(records.at(-1)!))
    } else if (outcome === "threw" && records.length > 1) {
      const half = Math.ceil(records.length / 2)
      open.unshift({ records: records.slice(0, half), tries }, { records: records.slice(half), tries: 0 })
    } else if (outcome !== "threw" && outcome > 0) {
      mapping.checkpoints.set(shard, sequenceOf(records[outcome - 1]!))
      open.unshift({ records: records.slice(outcome), tries: 0 })
    } else if (tries < mapping.retries) {
      open.unshift({ records, tries: tries + 1 })
      yield* Effect.sleep(mapping.rest)
    } else {
      const about = { invocations: tries + 1, now: yield* Clock.currentTimeMillis, threw: outcome === "threw" }
      yield* Effect.promise(() => mapping.onFailure(messageOf(arn, shard, records, about)))
      mapping.checkpoints.set(shard, sequenceOf(records.at(-1)!))
    }
  }
})

/** Follows one shard, from where the mapping was when it ended. */
const follow = Effect.fnUntraced(function*(mapping: Mapping, stream: Shards.Stream, shard: string) {
  let at = yield* stream.begin(shard, mapping.checkpoints.get(shard))
  while (at !== undefined) {
    const { next, records } = yield* stream.read(at, mapping.batchSize)
    const wanted = records.filter((record) => passes(mapping.patterns, record))
    if (wanted.length > 0) yield* workOff(mapping, stream.arn, shard, wanted)
    Option.map(Option.fromUndefinedOr(records.at(-1)), (last) => mapping.checkpoints.set(shard, sequenceOf(last)))
    if (records.length === 0) yield* Effect.sleep(poll)
    at = next
  }
})

/**
 * Reads the stream of a table from its beginning and invokes a function with what comes, as Lambda does with
 * `ReportBatchItemFailures` and `BisectBatchOnFunctionError`. A shard that does not answer is taken up again.
 */
export const run = Effect.fn("EventSourceMappingStreams.run")(function*(mapping: Mapping) {
  const stream = yield* Shards.open(mapping.endpoint, mapping.table)
  const shards = yield* stream.shards
  return yield* Effect.forEach(
    shards,
    (shard) =>
      follow(mapping, stream, shard).pipe(
        Effect.tapError(({ cause }) => Effect.logWarning("the stream does not answer", cause)),
        Effect.retry(Schedule.spaced("1 second"))
      ),
    { concurrency: "unbounded", discard: true }
  ).pipe(Effect.andThen(Effect.never))
}, Effect.scoped)
