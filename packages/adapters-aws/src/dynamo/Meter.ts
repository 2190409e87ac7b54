import { Context } from "effect"

/** What one request was and cost: read units of reads, write units of writes, those of indexes included. Of one that fails no units are told. */
export interface Use {
  readonly operation: string
  readonly units: number
}

/** Who counts requests and what they cost. Without one, nothing is counted and DynamoDB is not asked to. */
export const Meter = Context.Reference<((use: Use) => void) | undefined>("@lumi/adapters-aws/dynamo/Meter", {
  defaultValue: () => undefined
})
