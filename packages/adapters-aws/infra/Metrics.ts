import { Duration } from "aws-cdk-lib"
import { Stats } from "aws-cdk-lib/aws-cloudwatch"
import { type ITableV2, Operation } from "aws-cdk-lib/aws-dynamodb"
import type { Function as Lambda } from "aws-cdk-lib/aws-lambda"
import type { Queue } from "aws-cdk-lib/aws-sqs"

const period = Duration.minutes(5)
const sum = { period, statistic: Stats.SUM }
const most = { period, statistic: Stats.MAXIMUM }

export const depth = (queue: Queue) => queue.metricApproximateNumberOfMessagesVisible(most)
export const age = (queue: Queue) => queue.metricApproximateAgeOfOldestMessage(most)
export const errors = (each: Lambda) => each.metricErrors(sum)
export const throttles = (each: Lambda) => each.metricThrottles(sum)
export const invocations = (each: Lambda) => each.metricInvocations(sum)
export const duration = (each: Lambda) => each.metricDuration({ period, statistic: Stats.p(99) })
/** ms that the last record of a batch had waited in the stream */
export const iteratorAge = (each: Lambda) => each.metric("IteratorAge", most)

/** Answers of the function URL that begin with 5. CloudFront's own are told in one region alone, which need not be ours. */
export const failedAnswers = (each: Lambda) => each.metric("Url5xxCount", sum)
/** ms until the function URL has answered, of the slowest of a hundred */
export const slowAnswers = (each: Lambda) => each.metric("UrlRequestLatency", { period, statistic: Stats.p(99) })

/** What our functions ask of the table: ten at most fit into one sum. */
const used = [
  Operation.GET_ITEM,
  Operation.BATCH_GET_ITEM,
  Operation.QUERY,
  Operation.PUT_ITEM,
  Operation.UPDATE_ITEM,
  Operation.DELETE_ITEM,
  Operation.BATCH_WRITE_ITEM,
  Operation.TRANSACT_WRITE_ITEMS
]

/** requests that DynamoDB held back */
export const tableThrottles = (table: ITableV2) =>
  table.metricThrottledRequestsForOperations({ period, operations: used })

/** What reading and writing costs, in units. */
export const consumed = (table: ITableV2, what: "Read" | "Write") => table.metric(`Consumed${what}CapacityUnits`, sum)
