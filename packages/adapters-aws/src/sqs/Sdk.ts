/** The parts of the SDK that Lumi uses. Only ever loaded by `import()`, so that who sends nothing loads nothing. */
export {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageBatchCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SQSClient
} from "@aws-sdk/client-sqs"
export type { Message } from "@aws-sdk/client-sqs"
