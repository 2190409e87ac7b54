import {
  type _Record,
  type AttributeValue as SdkValue,
  DescribeStreamCommand,
  DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
  ListStreamsCommand
} from "@aws-sdk/client-dynamodb-streams"
import type { AttributeValue, DynamoDBRecord } from "aws-lambda"
import { Data, Effect } from "effect"
import { credentials, region } from "../Credentials.ts"

/** The stream was asked and did not answer as it should. */
export class StreamFailed extends Data.TaggedError("StreamFailed")<{ readonly cause: unknown }> {}

type SdkImage = Record<string, SdkValue>

/** JSON knows no bytes: Lambda gives them in base64. */
const json = (_name: string, value: unknown) =>
  value instanceof Uint8Array ? Buffer.from(value).toString("base64") : value
const imageOf = (image: SdkImage): Record<string, AttributeValue> => JSON.parse(JSON.stringify(image, json))

/** A record as an event has it. The emulator does not say that an item is gone because its time was over. */
const recordOf = (eventSourceARN: string, { dynamodb = {}, userIdentity, ...about }: _Record): DynamoDBRecord => {
  const { ApproximateCreationDateTime, Keys, NewImage, OldImage, SequenceNumber, SizeBytes, StreamViewType } = dynamodb
  return {
    eventID: about.eventID,
    eventName: about.eventName,
    eventVersion: "1.1",
    eventSource: "aws:dynamodb",
    awsRegion: region,
    dynamodb: {
      ApproximateCreationDateTime: Math.floor(Number(ApproximateCreationDateTime) / 1000),
      ...(Keys && { Keys: imageOf(Keys) }),
      ...(NewImage && { NewImage: imageOf(NewImage) }),
      ...(OldImage && { OldImage: imageOf(OldImage) }),
      SequenceNumber,
      SizeBytes,
      StreamViewType
    },
    ...(userIdentity && { userIdentity: { type: "Service", principalId: "dynamodb.amazonaws.com" } }),
    eventSourceARN
  }
}

/** Reads the stream of a table. */
export const open = Effect.fnUntraced(function*(endpoint: string, TableName: string) {
  const client = yield* Effect.acquireRelease(
    Effect.sync(() => new DynamoDBStreamsClient({ endpoint, region, credentials })),
    (client) => Effect.sync(() => client.destroy())
  )
  const ask = <A>(request: (options: { readonly abortSignal: AbortSignal }) => Promise<A>) =>
    Effect.tryPromise({
      try: (abortSignal) => request({ abortSignal }),
      catch: (cause) => new StreamFailed({ cause })
    })

  const { Streams = [] } = yield* ask((options) => client.send(new ListStreamsCommand({ TableName }), options))
  const StreamArn = Streams[0]?.StreamArn ?? ""

  return {
    arn: StreamArn,
    shards: Effect.map(
      ask((options) => client.send(new DescribeStreamCommand({ StreamArn }), options)),
      ({ StreamDescription }) => (StreamDescription?.Shards ?? []).map(({ ShardId = "" }) => ShardId)
    ),
    /** Where to go on reading: after a record, or from the oldest there is. */
    begin: (ShardId: string, after: string | undefined) =>
      Effect.map(
        ask((options) =>
          client.send(
            new GetShardIteratorCommand({
              StreamArn,
              ShardId,
              ...(after === undefined
                ? { ShardIteratorType: "TRIM_HORIZON" }
                : { ShardIteratorType: "AFTER_SEQUENCE_NUMBER", SequenceNumber: after })
            }),
            options
          )
        ),
        ({ ShardIterator }) => ShardIterator
      ),
    read: (ShardIterator: string, Limit: number) =>
      Effect.map(
        ask((options) => client.send(new GetRecordsCommand({ ShardIterator, Limit }), options)),
        ({ NextShardIterator, Records = [] }) => ({
          records: Records.map((record) => recordOf(StreamArn, record)),
          next: NextShardIterator
        })
      )
  }
})

export type Stream = Effect.Success<ReturnType<typeof open>>
