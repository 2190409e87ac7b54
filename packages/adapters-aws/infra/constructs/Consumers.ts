import type { ITableV2 } from "aws-cdk-lib/aws-dynamodb"
import { FilterCriteria, type Function as Lambda, StartingPosition } from "aws-cdk-lib/aws-lambda"
import { DynamoEventSource, SqsDlq, SqsEventSource } from "aws-cdk-lib/aws-lambda-event-sources"
import { mapping } from "../../src/ChangeFeed.ts"
import * as Data from "../../src/Queues.ts"
import type { FunctionName } from "../Duties.ts"
import type { Queues } from "./Queues.ts"

/** How many batches of a queue are worked off at once: what the rest of the account and the table can bear. */
const atOnce: Readonly<Record<keyof typeof Data.queues, number>> = { due: 10, affirmations: 50, push: 50, messages: 10 }

/** Gives every queue to the function of its name; what one batch could not handle comes again alone. */
export const consumeQueues = (functions: Readonly<Record<FunctionName, Lambda>>, queues: Queues): void => {
  for (const name of ["due", "affirmations", "push", "messages"] as const) {
    functions[name].addEventSource(
      new SqsEventSource(queues.get(name), {
        batchSize: Data.queues[name].batch,
        maxConcurrency: atOnce[name],
        reportBatchItemFailures: true
      })
    )
  }
}

/** Gives the changes of the table that somebody wants to know to `changes`, in order per item. */
export const consumeChanges = (changes: Lambda, table: ITableV2, queues: Queues): void => {
  changes.addEventSource(
    new DynamoEventSource(table, {
      startingPosition: StartingPosition.TRIM_HORIZON,
      batchSize: mapping.batch,
      parallelizationFactor: 4,
      reportBatchItemFailures: true,
      bisectBatchOnError: true,
      retryAttempts: mapping.retries,
      onFailure: new SqsDlq(queues.get("changes-dead")),
      filters: mapping.patterns.map((pattern) => FilterCriteria.filter(pattern))
    })
  )
}
