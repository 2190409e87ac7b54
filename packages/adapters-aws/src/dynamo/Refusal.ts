import type { AttributeValue, CancellationReason } from "@aws-sdk/client-dynamodb"
import { Data, Option } from "effect"
import type { Sdk } from "./Door.ts"
import type { RefusedStep } from "./Failures.ts"

/** Reasons for which a transaction is cancelled that have nothing to do with what it expects. */
const passing = new Set(["TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded"])

/** A write that DynamoDB took for right and did not do. */
export class Refusal extends Data.TaggedError("Refusal")<{
  /** the steps whose condition failed; a write alone is step 0 */
  readonly steps: ReadonlyArray<RefusedStep>
  readonly cause: Error
}> {
  /** Others wrote the same items at the same moment: whoever comes again finds out what holds by then. */
  get isPassing() {
    return this.steps.length === 0
  }

  static of(sdk: Sdk, cause: Error): Refusal | undefined {
    const itemOf = (item: Record<string, AttributeValue> | undefined) =>
      item === undefined ? Option.none() : Option.some(sdk.unmarshall(item))
    if (cause instanceof sdk.ConditionalCheckFailedException) {
      return new Refusal({ steps: [{ step: 0, item: itemOf(cause.Item) }], cause })
    }
    if (cause.name === "TransactionConflictException") return new Refusal({ steps: [], cause })
    if (!(cause instanceof sdk.TransactionCanceledException)) return undefined
    const reasons: ReadonlyArray<CancellationReason> = cause.CancellationReasons ?? []
    const steps = reasons.flatMap(({ Code, Item }, step) =>
      Code === "ConditionalCheckFailed" ? [{ step, item: itemOf(Item) }] : []
    )
    const isRefused = steps.length > 0 || reasons.some(({ Code = "" }) => passing.has(Code))
    return isRefused ? new Refusal({ steps, cause }) : undefined
  }
}

/** An item would grow too large by an update, which only DynamoDB can know. */
export class Overgrown extends Data.TaggedError("Overgrown")<{ readonly message: string }> {
  static isSaid(sdk: Sdk, cause: Error) {
    const isSize = (text = "") => /item size/i.test(text)
    if (cause instanceof sdk.TransactionCanceledException) {
      return (cause.CancellationReasons ?? []).some(({ Code, Message }) =>
        Code === "ValidationError" && isSize(Message)
      )
    }
    return cause.name === "ValidationException" && isSize(cause.message)
  }
}
