import type { Message } from "@aws-sdk/client-sqs"
import type { SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda"
import { Effect } from "effect"
import { credentials, region } from "./Credentials.ts"

/** What Lambda is told of a queue that triggers a function. */
export interface Mapping {
  /** where SQS answers */
  readonly endpoint: string
  readonly queueUrl: string
  /** messages of one event, ten at most */
  readonly batchSize: number
  /** invocations at a time */
  readonly concurrency: number
  readonly handler: (event: SQSEvent) => Promise<SQSBatchResponse | undefined | void>
}

/** Seconds of one poll: who stops waits for it, because what it brings must not be lost. */
const slice = 1

const recordOf = (message: Message, eventSourceARN: string): SQSRecord => {
  const { Attributes = {}, Body = "", MD5OfBody = "", MD5OfMessageAttributes, MessageAttributes = {}, MessageId = "" } =
    message
  const { ApproximateFirstReceiveTimestamp = "", ApproximateReceiveCount = "", SenderId = "", SentTimestamp = "" } =
    Attributes
  return {
    messageId: MessageId,
    receiptHandle: message.ReceiptHandle ?? "",
    body: Body,
    attributes: { ApproximateReceiveCount, SentTimestamp, SenderId, ApproximateFirstReceiveTimestamp },
    messageAttributes: Object.fromEntries(
      Object.entries(MessageAttributes).map(([name, { DataType = "String", StringValue }]) => [name, {
        ...(StringValue !== undefined && { stringValue: StringValue }),
        stringListValues: [],
        binaryListValues: [],
        dataType: DataType
      }])
    ),
    md5OfBody: MD5OfBody,
    ...(MD5OfMessageAttributes !== undefined && { md5OfMessageAttributes: MD5OfMessageAttributes }),
    eventSource: "aws:sqs",
    eventSourceARN,
    awsRegion: eventSourceARN.split(":")[3] ?? region
  }
}

/** The records that come again: those in the answer, or all when it names one that was not sent. */
const failuresOf = (records: ReadonlyArray<SQSRecord>, answer: SQSBatchResponse | undefined | void) => {
  const failures = new Set((answer?.batchItemFailures ?? []).map(({ itemIdentifier }) => itemIdentifier))
  const ids = new Set(records.map(({ messageId }) => messageId))
  return failures.isSubsetOf(ids) ? records.filter(({ messageId }) => failures.has(messageId)) : records
}

/**
 * Polls a queue and invokes a function with what comes, as Lambda does with `ReportBatchItemFailures`: what succeeded is
 * deleted; what failed, or a whole batch whose function threw, becomes visible again in its time. Whoever interrupts it
 * waits for the invocations under way.
 */
export const run = Effect.fn("EventSourceMappingSqs.run")(function*(mapping: Mapping) {
  const { DeleteMessageBatchCommand, GetQueueAttributesCommand, ReceiveMessageCommand, SQSClient } = yield* Effect
    .promise(() => import("@aws-sdk/client-sqs"))
  const { batchSize, concurrency, endpoint, handler, queueUrl: QueueUrl } = mapping
  const sqs = yield* Effect.acquireRelease(
    Effect.sync(() => new SQSClient({ endpoint, region, credentials })),
    (sqs) => Effect.sync(() => sqs.destroy())
  )
  const { Attributes } = yield* Effect.promise(() =>
    sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["QueueArn"] }))
  )
  const arn = Attributes?.["QueueArn"] ?? ""

  const poll = Effect.tryPromise(() =>
    sqs.send(
      new ReceiveMessageCommand({
        QueueUrl,
        MaxNumberOfMessages: batchSize,
        WaitTimeSeconds: slice,
        MessageSystemAttributeNames: ["All"],
        MessageAttributeNames: ["All"]
      })
    )
  )
  const invoke = Effect.fnUntraced(function*(records: Array<SQSRecord>) {
    const failed = yield* Effect.tryPromise(() => handler({ Records: records })).pipe(
      Effect.map((answer) => failuresOf(records, answer)),
      Effect.catch((error) => Effect.as(Effect.logError(`the function of ${arn} failed`, error.cause), records))
    )
    const done = records.filter((record) => !failed.includes(record))
    if (done.length === 0) return
    const Entries = done.map(({ receiptHandle }, index) => ({ Id: String(index), ReceiptHandle: receiptHandle }))
    yield* Effect.tryPromise(() => sqs.send(new DeleteMessageBatchCommand({ QueueUrl, Entries })))
  })
  const turn = Effect.gen(function*() {
    const { Messages = [] } = yield* poll
    if (Messages.length > 0) yield* invoke(Messages.map((message) => recordOf(message, arn)))
  }).pipe(
    Effect.catch((error) =>
      Effect.andThen(Effect.logWarning(`${QueueUrl} does not answer`, error.cause), Effect.sleep("1 second"))
    ),
    Effect.uninterruptible
  )
  return yield* Effect.forEach(Array.from({ length: concurrency }), () => Effect.forever(turn), {
    concurrency: "unbounded",
    discard: true
  }).pipe(Effect.andThen(Effect.never))
}, Effect.scoped)
