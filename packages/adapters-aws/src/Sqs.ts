import { StoreUnavailable } from "@lumi/core/StoreUnavailable"
import { Clock, Config, Context, Effect, Layer, Predicate } from "effect"
import { Aws } from "./Aws.ts"
import { deadOf } from "./Queues.ts"
import { type Entry, inBatches } from "./sqs/Batches.ts"
import { machine } from "./sqs/Holding.ts"
import { attribute, type Message, noteOf, type Notes } from "./sqs/Notes.ts"
import type * as Sdk from "./sqs/Sdk.ts"

/** A message to be. */
export interface Outgoing {
  readonly text: string
  readonly notes: Notes
  /** seconds, 900 at most */
  readonly delay: number
}

const make = Effect.fnUntraced(function*(prefix: string) {
  const { configOf } = yield* Aws
  const sdk = yield* Effect.promise(() => import("./sqs/Sdk.ts"))
  const client = yield* Effect.acquireRelease(
    Effect.sync(() =>
      new sdk.SQSClient({
        requestHandler: { connectionTimeout: 2_000, requestTimeout: 5_000, throwOnRequestTimeout: true },
        ...configOf("sqs")
      })
    ),
    (client) => Effect.sync(() => client.destroy())
  )
  const call = <A>(operation: string, queue: string, request: (QueueUrl: string) => Promise<A>) =>
    Effect.tryPromise({
      try: () => request(prefix + queue),
      catch: (cause) =>
        new StoreUnavailable({
          operation: `Sqs.${operation}`,
          cause: isMissing(cause) ? missing(prefix, queue) : cause
        })
    }).pipe(Effect.withSpan(`Sqs.${operation}`, { attributes: { queue } }))

  const send = Effect.fnUntraced(function*(queue: string, messages: ReadonlyArray<Outgoing>) {
    const sent = yield* inBatches(
      "Sqs.send",
      messages,
      bytesOf,
      (entries) =>
        call(
          "send",
          queue,
          (QueueUrl) => client.send(new sdk.SendMessageBatchCommand({ QueueUrl, Entries: entries.map(entryOf) }))
        )
    )
    if (sent.length < messages.length) {
      return yield* Effect.die(new Error(`SQS refuses ${messages.length - sent.length} jobs of ${queue}.`))
    }
  }, onMachineTime)

  /** At most ten. */
  const receive = (
    queue: string,
    { max, visibility, wait }: { readonly max: number; readonly visibility: number; readonly wait: number }
  ) =>
    call("receive", queue, (QueueUrl) =>
      client.send(
        new sdk.ReceiveMessageCommand({
          QueueUrl,
          MaxNumberOfMessages: Math.min(max, 10),
          VisibilityTimeout: visibility,
          WaitTimeSeconds: wait,
          MessageSystemAttributeNames: ["ApproximateReceiveCount"],
          MessageAttributeNames: [attribute]
        })
      )).pipe(Effect.map(({ Messages = [] }): ReadonlyArray<Message> => Messages.map(messageOf)))

  const remove = Effect.fnUntraced(function*(queue: string, receipts: ReadonlyArray<string>) {
    yield* inBatches(
      "Sqs.remove",
      receipts.map(ofReceipt),
      () => 0,
      (Entries) =>
        call(
          "remove",
          queue,
          (QueueUrl) => client.send(new sdk.DeleteMessageBatchCommand({ QueueUrl, Entries: [...Entries] }))
        )
    )
  }, onMachineTime)

  /** Hides messages for so many seconds from now; gives the receipts that were still good. */
  const hide = Effect.fnUntraced(function*(queue: string, receipts: ReadonlyArray<string>, seconds: number) {
    const hidden = yield* inBatches(
      "Sqs.hide",
      receipts.map(ofReceipt),
      () => 0,
      (entries) =>
        call("hide", queue, (QueueUrl) =>
          client.send(
            new sdk.ChangeMessageVisibilityBatchCommand({
              QueueUrl,
              Entries: entries.map((entry) => ({ ...entry, VisibilityTimeout: seconds }))
            })
          ))
    )
    return hidden.map(({ ReceiptHandle }) => ReceiptHandle)
  }, onMachineTime)

  /** How many messages of a queue are where; SQS only estimates them. */
  const counts = (queue: string) =>
    call(
      "counts",
      queue,
      (QueueUrl) =>
        client.send(new sdk.GetQueueAttributesCommand({ QueueUrl, AttributeNames: [visible, hidden, delayed] }))
    ).pipe(
      Effect.map(({ Attributes = {} }) => ({
        visible: Number(Attributes[visible] ?? 0),
        hidden: Number(Attributes[hidden] ?? 0),
        delayed: Number(Attributes[delayed] ?? 0)
      }))
    )

  return { send, receive, remove, hide, counts }
})

/** The queues of an instance; everything in any number, ten to a request. */
export class Sqs extends Context.Service<Sqs, Effect.Success<ReturnType<typeof make>>>()("@lumi/adapters-aws/Sqs") {
  /** The queues whose URLs begin so. */
  static readonly layerOf = (prefix: string) => Layer.effect(Sqs, make(prefix))

  /** `LUMI_QUEUES`: what the URLs of all queues begin with, as `https://sqs.eu-central-1.amazonaws.com/123456789012/lumi-`. */
  static readonly layer = Layer.unwrap(Effect.map(Config.NonEmptyString("LUMI_QUEUES"), Sqs.layerOf))
}

const visible = "ApproximateNumberOfMessages"
const hidden = "ApproximateNumberOfMessagesNotVisible"
const delayed = "ApproximateNumberOfMessagesDelayed"

/** AWS does not wait for the clock of a test. */
const onMachineTime = Effect.provideService(Clock.Clock, machine)

const entryOf = ({ delay, Id, notes, text }: Entry<Outgoing>) => {
  const note = noteOf(notes)
  return {
    Id,
    MessageBody: text,
    ...(delay > 0 && { DelaySeconds: delay }),
    ...(note !== undefined && { MessageAttributes: { [attribute]: { DataType: "String", StringValue: note } } })
  }
}

const messageOf = (message: Sdk.Message): Message => ({
  id: message.MessageId ?? "",
  receipt: message.ReceiptHandle ?? "",
  text: message.Body ?? "",
  notes: message.MessageAttributes?.[attribute]?.StringValue,
  receives: Number(message.Attributes?.ApproximateReceiveCount ?? 1)
})

const ofReceipt = (ReceiptHandle: string) => ({ ReceiptHandle })

const bytesOf = ({ notes, text }: Outgoing) => Buffer.byteLength(text) + (noteOf(notes)?.length ?? 0) * 3

const isMissing = (cause: unknown) =>
  Predicate.hasProperty(cause, "name") &&
  (cause.name === "QueueDoesNotExist" || cause.name === "AWS.SimpleQueueService.NonExistentQueue")

const missing = (prefix: string, queue: string) =>
  new Error(
    `there is no queue ${prefix}${queue}: deploy the stack, which makes it and ${deadOf(queue)}, or correct LUMI_QUEUES`
  )
