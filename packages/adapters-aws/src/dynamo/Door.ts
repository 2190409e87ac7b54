import type { ConsumedCapacity, DynamoDBClient } from "@aws-sdk/client-dynamodb"
import { Data, Effect, Semaphore } from "effect"
import { DynamoUnavailable, type Outside, TableMissing } from "./Failures.ts"
import { Meter } from "./Meter.ts"
import { Overgrown, Refusal } from "./Refusal.ts"
import type * as Commands from "./Sdk.ts"

/** The commands, loaded together with the client. */
export type Sdk = typeof Commands

class Failed extends Data.TaggedError("Failed")<{ readonly cause: unknown }> {}

/** What every request says beside its own. */
interface Extra {
  readonly ReturnConsumedCapacity?: "TOTAL"
}

/** What every answer may hold beside its own. */
interface Answer {
  readonly ConsumedCapacity?: ConsumedCapacity | Array<ConsumedCapacity> | undefined
}

/** The client behind one door: every request is a span, can be interrupted, and is counted where somebody counts. */
export interface Door {
  readonly sdk: Sdk
  readonly client: DynamoDBClient
  readonly table: string
  readonly use: <A extends Answer>(
    operation: string,
    request: (extra: Extra, options: { readonly abortSignal: AbortSignal }) => Promise<A>
  ) => Effect.Effect<A, Outside | Refusal | Overgrown>
}

/** What a repetition cannot help, as the request itself is wrong. */
const bugs = new Set([
  "ValidationException",
  "SerializationException",
  "IdempotentParameterMismatchException",
  "ItemCollectionSizeLimitExceededException"
])

const failure = (
  sdk: Sdk,
  operation: string,
  table: string,
  cause: unknown
): Effect.Effect<never, Outside | Refusal | Overgrown> => {
  if (!(cause instanceof Error)) return Effect.fail(new DynamoUnavailable({ operation, message: String(cause), cause }))
  const { message, name } = cause
  if (name === "ResourceNotFoundException") return Effect.fail(TableMissing.of(table))
  if (Overgrown.isSaid(sdk, cause)) return Effect.fail(new Overgrown({ message }))
  const refusal = Refusal.of(sdk, cause)
  if (refusal !== undefined) return Effect.fail(refusal)
  if (bugs.has(name) || name === "TransactionCanceledException") return Effect.die(cause)
  return Effect.fail(new DynamoUnavailable({ operation, message: `${name}: ${message}`, cause }))
}

const unitsOf = ({ ConsumedCapacity: capacity = [] }: Answer) =>
  [capacity].flat().reduce((sum, { CapacityUnits = 0 }) => sum + CapacityUnits, 0)

/** As many requests at once as the client has sockets: one that waited for a socket would count as one without an answer. */
const sockets = 50

/** The door to one table. */
export const make = (sdk: Sdk, client: DynamoDBClient, table: string): Door => {
  const places = Semaphore.makeUnsafe(sockets)
  return {
    sdk,
    client,
    table,
    use: (operation, request) =>
      Effect.flatMap(Meter, (meter) =>
        Effect.tryPromise({
          try: (abortSignal) => request(meter ? { ReturnConsumedCapacity: "TOTAL" } : {}, { abortSignal }),
          catch: (cause) => new Failed({ cause })
        }).pipe(
          places.withPermit,
          Effect.tap((answer) => Effect.sync(() => meter?.({ operation, units: unitsOf(answer) }))),
          Effect.tapError(() => Effect.sync(() => meter?.({ operation, units: 0 }))),
          Effect.catch(({ cause }) => failure(sdk, operation, table, cause))
        )).pipe(Effect.withSpan(`DynamoDB.${operation}`, { kind: "client" }))
  }
}
