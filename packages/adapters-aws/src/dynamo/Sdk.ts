/**
 * The parts of the SDK that Lumi uses, and no others: there is no Scan among them. This module is only ever loaded by
 * `import()`, so that a function that asks for nothing loads nothing, and bundles hold these commands alone.
 */
export {
  BatchGetItemCommand,
  BatchWriteItemCommand,
  ConditionalCheckFailedException,
  DeleteItemCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  TransactionCanceledException,
  TransactWriteItemsCommand,
  UpdateItemCommand
} from "@aws-sdk/client-dynamodb"
export { marshall, unmarshall } from "@aws-sdk/util-dynamodb"
