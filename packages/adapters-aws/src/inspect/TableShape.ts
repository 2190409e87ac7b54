import { table } from "../Table.ts"
import type { TableDescription } from "./Sdk.ts"

interface Keys {
  readonly partitionKey: string
  readonly sortKey: string
}

const hasKeys = (keys: Keys, schema: TableDescription["KeySchema"] = []) =>
  schema.some(({ AttributeName, KeyType }) => KeyType === "HASH" && AttributeName === keys.partitionKey)
  && schema.some(({ AttributeName, KeyType }) => KeyType === "RANGE" && AttributeName === keys.sortKey)

/** Every way in which a table is not the one that Lumi's stores are written for. */
export const misfits = (found: TableDescription, ttl: string | undefined): ReadonlyArray<string> => [
  ...(hasKeys(table, found.KeySchema) ? [] : [`its keys are not ${table.partitionKey} and ${table.sortKey}`]),
  ...table.indexes.flatMap((index) => {
    const there = found.GlobalSecondaryIndexes?.find(({ IndexName }) => IndexName === index.name)
    if (there === undefined) return [`the index ${index.name} is missing`]
    if (!hasKeys(index, there.KeySchema)) {
      return [`the keys of ${index.name} are not ${index.partitionKey} and ${index.sortKey}`]
    }
    const carried = there.Projection?.ProjectionType === "ALL" ? undefined : there.Projection?.NonKeyAttributes ?? []
    const lacking = carried && index.included.filter((name) => !carried.includes(name))
    if (index.projection === "ALL" ? carried !== undefined : lacking !== undefined && lacking.length > 0) {
      return [`${index.name} does not carry ${lacking?.join(", ") || "all attributes"}`]
    }
    return []
  }),
  ...(found.StreamSpecification?.StreamViewType === table.stream ? [] : [`its stream is not on with ${table.stream}`]),
  ...(ttl === table.ttl ? [] : [`items do not expire by their ${table.ttl}`])
]
