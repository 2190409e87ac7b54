import type { DynamoDBRecord } from "aws-lambda"
import { DateTime } from "effect"
import { randomUUID } from "node:crypto"
import { region } from "../Credentials.ts"

/** What a destination is sent of records that were given up: where they are, not what they say. */
export interface GivenUp {
  readonly requestContext: {
    readonly requestId: string
    readonly functionArn: string
    readonly condition: "RetryAttemptsExhausted"
    readonly approximateInvokeCount: number
  }
  readonly responseContext: {
    readonly statusCode: 200
    readonly executedVersion: "$LATEST"
    readonly functionError?: "Unhandled"
  }
  readonly version: "1.0"
  readonly timestamp: string
  readonly DDBStreamBatchInfo: {
    readonly shardId: string
    readonly startSequenceNumber: string
    readonly endSequenceNumber: string
    readonly approximateArrivalOfFirstRecord: string
    readonly approximateArrivalOfLastRecord: string
    readonly batchSize: number
    readonly streamArn: string
  }
}

export const sequenceOf = ({ dynamodb }: DynamoDBRecord) => dynamodb?.SequenceNumber ?? ""

const arrivalOf = ({ dynamodb }: DynamoDBRecord) =>
  DateTime.formatIso(DateTime.makeUnsafe((dynamodb?.ApproximateCreationDateTime ?? 0) * 1000))

/** The message about records that were given up. */
export const messageOf = (
  arn: string,
  shard: string,
  records: ReadonlyArray<DynamoDBRecord>,
  { invocations, now, threw }: { readonly invocations: number; readonly now: number; readonly threw: boolean }
): GivenUp => {
  const [first, last] = [records[0]!, records.at(-1)!]
  return {
    requestContext: {
      requestId: randomUUID(),
      functionArn: `arn:aws:lambda:${region}:000000000000:function:lumi-changes`,
      condition: "RetryAttemptsExhausted",
      approximateInvokeCount: invocations
    },
    responseContext: { statusCode: 200, executedVersion: "$LATEST", ...(threw ? { functionError: "Unhandled" } : {}) },
    version: "1.0",
    timestamp: DateTime.formatIso(DateTime.makeUnsafe(now)),
    DDBStreamBatchInfo: {
      shardId: shard,
      startSequenceNumber: sequenceOf(first),
      endSequenceNumber: sequenceOf(last),
      approximateArrivalOfFirstRecord: arrivalOf(first),
      approximateArrivalOfLastRecord: arrivalOf(last),
      batchSize: records.length,
      streamArn: arn
    }
  }
}
