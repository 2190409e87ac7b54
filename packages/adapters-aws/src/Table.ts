import type { CreateTableCommandInput } from "@aws-sdk/client-dynamodb"

/** The one table as data: what creates it, what checks it and what deploys it read the same words. */
export const table = {
  partitionKey: "PK",
  sortKey: "SK",
  indexes: [
    { name: "GSI1", partitionKey: "GSI1PK", sortKey: "GSI1SK", projection: "ALL", included: [] },
    {
      name: "GSI2",
      partitionKey: "GSI2PK",
      sortKey: "GSI2SK",
      projection: "INCLUDE",
      included: ["receiver", "relationship", "zone", "time", "from", "until"]
    }
  ],
  /** the attribute with the second from which an item may go */
  ttl: "ttl",
  stream: "NEW_AND_OLD_IMAGES"
} as const

export type IndexName = (typeof table.indexes)[number]["name"]

const keySchema = (key: { readonly partitionKey: string; readonly sortKey: string }) => [
  { AttributeName: key.partitionKey, KeyType: "HASH" as const },
  { AttributeName: key.sortKey, KeyType: "RANGE" as const }
]

/** What CreateTable is asked for. The `ttl` is switched on by a request of its own (`timeToLive`). */
export const creation = (name: string): CreateTableCommandInput => ({
  TableName: name,
  BillingMode: "PAY_PER_REQUEST",
  AttributeDefinitions: [table, ...table.indexes].flatMap(keySchema).map(({ AttributeName }) => ({
    AttributeName,
    AttributeType: "S"
  })),
  KeySchema: keySchema(table),
  GlobalSecondaryIndexes: table.indexes.map((index) => ({
    IndexName: index.name,
    KeySchema: keySchema(index),
    Projection: {
      ProjectionType: index.projection,
      ...(index.included.length > 0 ? { NonKeyAttributes: [...index.included] } : {})
    }
  })),
  StreamSpecification: { StreamEnabled: true, StreamViewType: table.stream }
})

/** What UpdateTimeToLive is asked for. */
export const timeToLive = (name: string) => ({
  TableName: name,
  TimeToLiveSpecification: { AttributeName: table.ttl, Enabled: true }
})
