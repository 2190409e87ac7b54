import type { AttributeValue, TransactWriteItem } from "@aws-sdk/client-dynamodb"
import { Effect, Option } from "effect"
import { patiently } from "./Backoff.ts"
import * as Batch from "./Batch.ts"
import type { Door } from "./Door.ts"
import { marshalling, mentioned, type Values } from "./Expression.ts"
import { ConditionFailed, DynamoUnavailable, ItemTooLarge, type Outside, TransactionRefused } from "./Failures.ts"
import { bytesOf, type Item, type Key, mostBytes, type NewItem } from "./Item.ts"
import type { Overgrown, Refusal } from "./Refusal.ts"

/** What a write expects to find, and the values that this and its change mention. */
export interface Guard {
  readonly if?: string
  readonly values?: Values
}

/** What becomes of an item: `SET #name = :name REMOVE #ttl`. */
export interface Change extends Guard {
  readonly by: string
}

/** One step of a transaction. */
export type Step =
  | { readonly put: NewItem } & Guard
  | { readonly update: Key } & Change
  | { readonly remove: Key } & Guard
  | { readonly check: Key } & Guard & { readonly if: string }

/** What TransactWriteItems takes at once. */
const mostSteps = 100

type Attributes = Record<string, AttributeValue>

const nameOf = ({ PK, SK }: Key) => `${PK} ${SK}`

/** How items are written: one alone, all of a transaction or none, or many that know nothing of each other. */
export const make = (door: Door) => {
  const { client, sdk, table, use } = door
  const many = Batch.make(door)
  const keyOf = ({ PK, SK }: Key) => sdk.marshall({ PK, SK })
  const itemOf = (item: Attributes | undefined): Option.Option<Item> =>
    item === undefined ? Option.none() : Option.some(sdk.unmarshall(item))

  /** As DynamoDB wants it; what it would refuse for its size is refused here, before anything is sent. */
  const encoded = (item: NewItem): Effect.Effect<Attributes, ItemTooLarge> => {
    const marshalled = sdk.marshall(item, marshalling)
    const bytes = bytesOf(marshalled)
    const message = `${bytes} bytes, at most ${mostBytes} are possible`
    return bytes > mostBytes
      ? Effect.fail(new ItemTooLarge({ item: nameOf(item), message }))
      : Effect.succeed(marshalled)
  }

  const guarded = ({ if: condition, values }: Guard, by?: string) => ({
    TableName: table,
    ...(by === undefined ? {} : { UpdateExpression: by }),
    ...(condition === undefined ? {} : { ConditionExpression: condition }),
    ...mentioned(sdk, [condition, by], values),
    ReturnValuesOnConditionCheckFailure: "ALL_OLD" as const
  })

  /** Again while others are in the way; then it is an outage. What is left of a refusal are conditions that failed. */
  const insist = <A, F>(
    operation: string,
    item: string,
    write: Effect.Effect<A, Outside | Refusal | Overgrown>,
    failed: (steps: Refusal["steps"]) => F
  ): Effect.Effect<A, Outside | ItemTooLarge | F> =>
    write.pipe(
      patiently((error) => error._tag === "Refusal" && error.isPassing),
      Effect.catchTags({
        Overgrown: ({ message }) => Effect.fail(new ItemTooLarge({ item, message })),
        Refusal: ({ cause, isPassing, steps }): Effect.Effect<never, DynamoUnavailable | F> =>
          isPassing
            ? Effect.fail(new DynamoUnavailable({ operation, message: "others kept writing the same items", cause }))
            : Effect.fail(failed(steps))
      })
    )
  const conditionFailed = ([first]: Refusal["steps"]) => new ConditionFailed({ item: first?.item ?? Option.none() })

  const put = Effect.fnUntraced(function*(item: NewItem, guard: Guard = {}) {
    const Item = yield* encoded(item)
    const write = use(
      "PutItem",
      (extra, options) => client.send(new sdk.PutItemCommand({ ...guarded(guard), Item, ...extra }), options)
    )
    yield* insist("PutItem", nameOf(item), write, conditionFailed)
  })

  const update = Effect.fnUntraced(function*(key: Key, change: Change) {
    const write = use("UpdateItem", (extra, options) =>
      client.send(
        new sdk.UpdateItemCommand({
          ...guarded(change, change.by),
          Key: keyOf(key),
          ReturnValues: "ALL_NEW",
          ...extra
        }),
        options
      ))
    const { Attributes: item = {} } = yield* insist("UpdateItem", nameOf(key), write, conditionFailed)
    const changed: Item = sdk.unmarshall(item)
    return changed
  })

  const remove = Effect.fnUntraced(function*(key: Key, guard: Guard = {}) {
    const write = use("DeleteItem", (extra, options) =>
      client.send(
        new sdk.DeleteItemCommand({ ...guarded(guard), Key: keyOf(key), ReturnValues: "ALL_OLD", ...extra }),
        options
      ))
    const { Attributes: item } = yield* insist("DeleteItem", nameOf(key), write, conditionFailed)
    return itemOf(item)
  })

  const stepOf = Effect.fnUntraced(function*(step: Step) {
    const written: TransactWriteItem = "put" in step
      ? { Put: { ...guarded(step), Item: yield* encoded(step.put) } }
      : "update" in step
      ? {
        Update: {
          ...guarded(step),
          UpdateExpression: step.by,
          Key: keyOf(step.update),
          ...mentioned(sdk, [step.if, step.by], step.values)
        }
      }
      : "remove" in step
      ? { Delete: { ...guarded(step), Key: keyOf(step.remove) } }
      : { ConditionCheck: { ...guarded(step), ConditionExpression: step.if, Key: keyOf(step.check) } }
    return written
  })

  const transact = Effect.fnUntraced(function*(steps: ReadonlyArray<Step>) {
    if (steps.length > mostSteps) {
      return yield* Effect.die(new Error(`${steps.length} steps in one transaction, at most ${mostSteps} are possible`))
    }
    if (steps.length === 0) return
    const TransactItems = yield* Effect.forEach(steps, stepOf)
    const write = use(
      "TransactWriteItems",
      (extra, options) => client.send(new sdk.TransactWriteItemsCommand({ TransactItems, ...extra }), options)
    )
    yield* insist("TransactWriteItems", `of ${steps.length}`, write, (steps) => new TransactionRefused({ steps }))
  })

  return {
    put,
    update,
    remove,
    transact,
    putMany: (items: ReadonlyArray<NewItem>) =>
      Effect.flatMap(
        Effect.forEach(items, encoded),
        (encoded) => many(encoded.map((Item) => ({ PutRequest: { Item } })))
      ),
    removeMany: (keys: ReadonlyArray<Key>) => many(keys.map((key) => ({ DeleteRequest: { Key: keyOf(key) } })))
  }
}
