import { JobQueue, type QueueName, type Received } from "@lumi/core/queue/JobQueue"
import { Lease } from "@lumi/core/queue/Lease"
import type { StoreUnavailable } from "@lumi/core/StoreUnavailable"
import type { SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda"
import { Effect } from "effect"
import { Sqs } from "../Sqs.ts"
import * as Holding from "./Holding.ts"
import { attribute, type Message } from "./Notes.ts"
import * as Settling from "./Settling.ts"
import { putAway, sorted } from "./Taking.ts"

/** Nobody rests between two invocations: what is given back at once would come back at once, for as long as an outage lasts. */
const pause = 5

const messageOf = (record: SQSRecord): Message => ({
  id: record.messageId,
  receipt: record.receiptHandle,
  text: record.body,
  notes: record.messageAttributes[attribute]?.stringValue,
  receives: Number(record.attributes.ApproximateReceiveCount)
})

/**
 * Works off what SQS hands to a function by the code that also works off a queue. `ack` only remembers: the service deletes
 * what is not in the answer. Everything else is done for real, so that the answer lists just what nobody dealt with.
 */
export const run = Effect.fn("Invocation.run")(function*<R>(
  queue: QueueName,
  event: SQSEvent,
  workOff: (jobs: ReadonlyArray<Received>) => Effect.Effect<void, StoreUnavailable, R>
) {
  const real = yield* Sqs
  const jobQueue = yield* JobQueue
  // the jobs of a crashed function come again after so long, whatever the visibility of the queue: the handler prolongs it
  const lease = yield* Lease
  const dealtWith = new Set<string>()
  const sqs: Sqs["Service"] = {
    ...real,
    remove: (name, receipts) =>
      Effect.tap(real.remove(name, receipts), () =>
        Effect.sync(() => {
          for (const receipt of receipts) dealtWith.add(receipt)
        }))
  }
  const holding = Holding.make()
  const settling = Settling.make(sqs, holding, { pause })

  const work = Effect.gen(function*() {
    const sorting = sorted(event.Records.map(messageOf))
    yield* putAway(sqs, queue, sorting)
    holding.hold(sorting.alive.map(({ receipt }) => receipt), holding.now(), Settling.seconds(lease))
    const mine = new Set(yield* settling.extend(queue, sorting.alive, lease))
    yield* workOff(sorting.alive.filter(({ id }) => mine.has(id)))
  })
  yield* work.pipe(
    Effect.provideService(JobQueue, {
      ...jobQueue,
      ...settling,
      ack: (_, jobs) =>
        Effect.sync(() =>
          jobs.filter(({ receipt }) => holding.holds(receipt)).map(({ id, receipt }) => {
            dealtWith.add(receipt)
            holding.drop([receipt])
            return id
          })
        )
    }),
    Effect.catchTag(
      "StoreUnavailable",
      (error) => Effect.logWarning("the store does not answer: the jobs come again", error.operation)
    )
  )
  const answer: SQSBatchResponse = {
    batchItemFailures: event.Records
      .filter(({ receiptHandle }) => !dealtWith.has(receiptHandle))
      .map(({ messageId }) => ({ itemIdentifier: messageId }))
  }
  return answer
})
