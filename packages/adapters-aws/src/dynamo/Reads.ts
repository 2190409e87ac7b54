import type { AttributeValue } from "@aws-sdk/client-dynamodb"
import { Data, Effect, Option } from "effect"
import type { IndexName } from "../Table.ts"
import { patiently } from "./Backoff.ts"
import type { Door } from "./Door.ts"
import { marshalling, mentioned } from "./Expression.ts"
import { DynamoUnavailable, type Outside } from "./Failures.ts"
import type { Item, Key } from "./Item.ts"

/** Which part of a partition is read, by the sort key of the table or of the index. */
export type Range =
  | { readonly beginsWith: string }
  | { readonly between: readonly [first: string, last: string] }
  | { readonly after: string }
  | { readonly before: string }

/**
 * A question to one partition. Of the table it is answered consistently; an index may be a moment behind and never decides
 * anything. Without a limit all of the range is read.
 */
export interface Query {
  readonly pk: string
  readonly index?: IndexName
  readonly range?: Range
  readonly descending?: boolean
  readonly limit?: number
  /** `next` of the page before; on the table itself any `{ PK, SK }`, also of an item that is no more */
  readonly from?: Item
}

/** Items in the order of their sort keys; `next` is where to go on, absent when there is nothing behind. */
export interface Found {
  readonly items: ReadonlyArray<Item>
  readonly next: Option.Option<Item>
}

/** What BatchGetItem takes at once. */
const mostKeys = 100

class Unprocessed extends Data.TaggedError("Unprocessed")<{}> {}

const nameOf = ({ PK, SK }: Key) => `${PK}\n${SK}`

const conditionOf = (sk: string, range: Range | undefined) => {
  if (range === undefined) return { text: "", values: {} }
  if ("beginsWith" in range) return { text: ` AND begins_with(${sk}, :sk)`, values: { sk: range.beginsWith } }
  if ("after" in range) return { text: ` AND ${sk} > :sk`, values: { sk: range.after } }
  if ("before" in range) return { text: ` AND ${sk} < :sk`, values: { sk: range.before } }
  const [first, last] = range.between
  return { text: ` AND ${sk} BETWEEN :sk AND :last`, values: { sk: first, last } }
}

/** How items are read. Reads never expect anything, so what the SDK would refuse of them is a bug. */
export const make = (door: Door) => {
  const { client, sdk, table } = door
  const keyOf = ({ PK, SK }: Key) => sdk.marshall({ PK, SK })
  const itemOf = (item: Record<string, AttributeValue>): Item => sdk.unmarshall(item)
  const use: <A extends object>(...request: Parameters<typeof door.use<A>>) => Effect.Effect<A, Outside> = (
    operation,
    request
  ) => door.use(operation, request).pipe(Effect.catchTags({ Refusal: Effect.die, Overgrown: Effect.die }))

  const get = (key: Key): Effect.Effect<Option.Option<Item>, Outside> =>
    use("GetItem", (extra, options) =>
      client.send(
        new sdk.GetItemCommand({ TableName: table, Key: keyOf(key), ConsistentRead: true, ...extra }),
        options
      )).pipe(Effect.map(({ Item: item }) => item === undefined ? Option.none() : Option.some(itemOf(item))))

  /** One request after the other until every key of a batch is answered. */
  const batch = (keys: ReadonlyArray<Key>) => {
    let open = keys.map(keyOf)
    const found: Array<Record<string, AttributeValue>> = []
    return use("BatchGetItem", (extra, options) =>
      client.send(
        new sdk.BatchGetItemCommand({ RequestItems: { [table]: { Keys: open, ConsistentRead: true } }, ...extra }),
        options
      )).pipe(
        Effect.flatMap(({ Responses, UnprocessedKeys }) => {
          found.push(...Responses?.[table] ?? [])
          open = UnprocessedKeys?.[table]?.Keys ?? []
          return open.length > 0 ? Effect.fail(new Unprocessed()) : Effect.succeed(found)
        }),
        patiently(({ _tag }) => _tag === "Unprocessed"),
        Effect.catchTag(
          "Unprocessed",
          (cause) => new DynamoUnavailable({ operation: "BatchGetItem", message: "keys stay unprocessed", cause })
        )
      )
  }

  const getMany = Effect.fnUntraced(function*(keys: ReadonlyArray<Key>) {
    const distinct = [...new Map(keys.map((key) => [nameOf(key), key])).values()]
    const batches = Array.from(
      { length: Math.ceil(distinct.length / mostKeys) },
      (_, n) => distinct.slice(n * mostKeys, (n + 1) * mostKeys)
    )
    const found = yield* Effect.forEach(batches, batch, { concurrency: 4 })
    const items = new Map(
      found.flat().map((item) => [nameOf({ PK: item["PK"]!.S!, SK: item["SK"]!.S! }), itemOf(item)])
    )
    return keys.map((key) => Option.fromUndefinedOr(items.get(nameOf(key))))
  })

  const query = Effect.fnUntraced(function*({ descending = false, from, index, limit, pk, range }: Query) {
    const sk = conditionOf(index === undefined ? "SK" : `${index}SK`, range)
    const items: Array<Item> = []
    let start = from === undefined ? undefined : sdk.marshall(from, marshalling)
    do {
      const answer = yield* use("Query", (extra, options) =>
        client.send(
          new sdk.QueryCommand({
            TableName: table,
            ...(index === undefined ? { ConsistentRead: true } : { IndexName: index }),
            KeyConditionExpression: `${index ?? ""}PK = :pk${sk.text}`,
            ...mentioned(sdk, [], { pk, ...sk.values }),
            ScanIndexForward: !descending,
            ...(limit === undefined ? {} : { Limit: limit - items.length }),
            ExclusiveStartKey: start,
            ...extra
          }),
          options
        ))
      items.push(...(answer.Items ?? []).map(itemOf))
      start = answer.LastEvaluatedKey
    } while (start !== undefined && (limit === undefined || items.length < limit))
    const found: Found = { items, next: start === undefined ? Option.none() : Option.some(itemOf(start)) }
    return found
  })

  return { get, getMany, query }
}
