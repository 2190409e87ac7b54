import { Effect } from "effect"
import { Meter, type Use } from "../src/dynamo/Meter.ts"

const reads = new Set(["GetItem", "BatchGetItem", "Query"])

/** Runs an effect and says what it asked of DynamoDB: how many requests, and the read and write units they cost. */
export const metered = Effect.fnUntraced(function*<A, E, R>(effect: Effect.Effect<A, E, R>) {
  const uses: Array<Use> = []
  const result = yield* Effect.provideService(effect, Meter, (use) => uses.push(use))
  const sum = (isRead: boolean) =>
    uses.filter(({ operation }) => reads.has(operation) === isRead).reduce((units, use) => units + use.units, 0)
  return { result, requests: uses.length, readUnits: sum(true), writeUnits: sum(false) }
})
