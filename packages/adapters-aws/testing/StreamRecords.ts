import type { AttributeValue, DynamoDBRecord } from "aws-lambda"

/** Records as the stream of the table has them. */

type Image = Record<string, AttributeValue>

let sequence = 0

export const ada = "019845e1-682f-7b02-a706-3b2422d13aec"
export const ben = "019845e1-682f-7b02-a706-3b2422d13aed"

/** The second in which all of them were written. */
export const writtenAt = "2026-11-25T10:00:07.000Z"

/** Of an item before and after a write. */
export const recordOf = (before: Image | undefined, after: Image | undefined): DynamoDBRecord => {
  const { PK, SK } = after ?? before ?? {}
  return {
    eventID: "5b4ff1e1ad7a3bb4a3cf3ed5b6b7d0c1",
    eventName: before === undefined ? "INSERT" : after === undefined ? "REMOVE" : "MODIFY",
    eventVersion: "1.1",
    eventSource: "aws:dynamodb",
    awsRegion: "eu-central-1",
    dynamodb: {
      ApproximateCreationDateTime: Date.parse(writtenAt) / 1000,
      Keys: { PK: PK!, SK: SK! },
      ...(after && { NewImage: after }),
      ...(before && { OldImage: before }),
      SequenceNumber: `442158450000000001745043${String(++sequence).padStart(4, "0")}`,
      SizeBytes: 512,
      StreamViewType: "NEW_AND_OLD_IMAGES"
    },
    eventSourceARN: "arn:aws:dynamodb:eu-central-1:123456789012:table/lumi/stream/2026-11-01T09:00:00.000"
  }
}

/** What TTL removed. */
export const expired = (before: Image): DynamoDBRecord => ({
  ...recordOf(before, undefined),
  userIdentity: { type: "Service", principalId: "dynamodb.amazonaws.com" }
})

export const accountImage = (disabledAt: string | null, id = ada): Image => ({
  PK: { S: `USER#${id}` },
  SK: { S: "PROFILE" },
  type: { S: "Account" },
  id: { S: id },
  email: { S: "ada@example.org" },
  name: { S: "Ada" },
  zone: { S: "Europe/Berlin" },
  language: { S: "en" },
  appearance: { S: "system" },
  createdAt: { S: "2026-11-01T10:00:00.000Z" },
  disabledAt: disabledAt === null ? { NULL: true } : { S: disabledAt },
  GSI1PK: { S: "ACCOUNTS" },
  GSI1SK: { S: id }
})

export const relationshipImage = (epoch: number, state = "active"): Image => ({
  PK: { S: "REL#019845e1-682f-7b02-a706-3b2422d13aee" },
  SK: { S: "META" },
  type: { S: "Relationship" },
  id: { S: "019845e1-682f-7b02-a706-3b2422d13aee" },
  first: { S: ada },
  second: { S: ben },
  state: { S: state },
  epoch: { N: String(epoch) },
  since: { S: "2026-11-02" },
  createdAt: { S: "2026-11-02T10:00:00.000Z" },
  GSI1PK: { S: "RELATIONSHIPS" },
  GSI1SK: { S: "019845e1-682f-7b02-a706-3b2422d13aee" }
})

/** The same without some of its attributes, as an earlier version may have written it. */
export const without = (image: Image, ...names: ReadonlyArray<string>): Image =>
  Object.fromEntries(Object.entries(image).filter(([name]) => !names.includes(name)))
