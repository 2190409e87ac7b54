/** What looks at an instance and changes nothing. Only ever loaded by `import()`. */
export { DescribeTableCommand, DescribeTimeToLiveCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb"
export type { TableDescription } from "@aws-sdk/client-dynamodb"
export { GetQueueAttributesCommand, SQSClient } from "@aws-sdk/client-sqs"
