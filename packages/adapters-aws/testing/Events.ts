import type { SQSEvent } from "aws-lambda"
import { createHash } from "node:crypto"
import { attribute, type Message } from "../src/sqs/Notes.ts"

/** The event with which Lambda invokes a function for messages of a queue. */
export const eventOf = (queue: string, messages: ReadonlyArray<Message>): SQSEvent => ({
  Records: messages.map(({ id, notes, receipt, receives, text }) => ({
    messageId: id,
    receiptHandle: receipt,
    body: text,
    attributes: {
      ApproximateReceiveCount: String(receives),
      SentTimestamp: "1545082649183",
      SenderId: "AIDAIENQZJOLO23YVJ4VO",
      ApproximateFirstReceiveTimestamp: "1545082649185"
    },
    messageAttributes: notes === undefined
      ? {}
      : { [attribute]: { stringValue: notes, stringListValues: [], binaryListValues: [], dataType: "String" } },
    md5OfBody: createHash("md5").update(text).digest("hex"),
    eventSource: "aws:sqs",
    eventSourceARN: `arn:aws:sqs:eu-central-1:123456789012:lumi-${queue}`,
    awsRegion: "eu-central-1"
  }))
})
