import { Schema } from "effect"

/** DynamoDB could not be asked, or did not answer in spite of all retries. */
export class DynamoUnavailable extends Schema.TaggedError<DynamoUnavailable>()(
  "DynamoUnavailable",
  { operation: Schema.String, message: Schema.String, cause: Schema.Defect() }
) {}

/** There is no such table. */
export class TableMissing extends Schema.TaggedError<TableMissing>()(
  "TableMissing",
  { table: Schema.String, message: Schema.String }
) {
  static of(table: string) {
    const message =
      `The table "${table}" (LUMI_TABLE) or one of its indexes does not exist in this account and region. ` +
      `"cdk deploy" creates it on AWS, "npm run start:aws" on the emulators; then set LUMI_TABLE to its name.`
    return new TableMissing({ table, message })
  }
}

/** An item would be larger than any item may be; nothing was written. */
export class ItemTooLarge extends Schema.TaggedError<ItemTooLarge>()(
  "ItemTooLarge",
  { item: Schema.String, message: Schema.String }
) {}

/** A write found something else than it expected, which is here as it lies there; nothing was written. */
export class ConditionFailed extends Schema.TaggedError<ConditionFailed>()(
  "ConditionFailed",
  { item: Schema.Option(Schema.Record(Schema.String, Schema.Unknown)) }
) {}

/** A step of a transaction whose condition failed: its index, and what it found. */
export const RefusedStep = Schema.Struct({
  step: Schema.Int,
  item: Schema.Option(Schema.Record(Schema.String, Schema.Unknown))
})
export type RefusedStep = typeof RefusedStep.Type

/** Conditions of a transaction failed, at least one; none of its steps was written. */
export class TransactionRefused extends Schema.TaggedError<TransactionRefused>()(
  "TransactionRefused",
  { steps: Schema.Array(RefusedStep) }
) {
  /** Whether this step is among those that failed. */
  has(step: number) {
    return this.steps.some((one) => one.step === step)
  }
  /** What the step found where it failed. */
  found(step: number) {
    return this.steps.find((one) => one.step === step)?.item
  }
}

/** What any request may end with. */
export type Outside = DynamoUnavailable | TableMissing
