import type { AttributeValue } from "@aws-sdk/client-dynamodb"

/** Where an item lies. */
export interface Key {
  readonly PK: string
  readonly SK: string
}

/** An item as plain values; what is read is decoded by its store. */
export type Item = Readonly<Record<string, unknown>>

/** An item that is written. What is `undefined` in it is left out. */
export type NewItem = Key & Item

/** The most bytes an item may have, its names included. */
export const mostBytes = 400 * 1024

const utf8 = (text: string) => Buffer.byteLength(text)
const total = (sizes: ReadonlyArray<number>) => sizes.reduce((sum, size) => sum + size, 0)

/** The bytes of a value as DynamoDB counts them; a number by the most its digits can take. */
const valueBytes = (value: AttributeValue): number => {
  if (value.S !== undefined) return utf8(value.S)
  if (value.N !== undefined) return Math.min(21, Math.ceil(value.N.length / 2) + 2)
  if (value.B !== undefined) return value.B.byteLength
  if (value.L !== undefined) return 3 + total(value.L.map((one) => 1 + valueBytes(one)))
  if (value.M !== undefined) {
    return 3 + total(Object.entries(value.M).map(([name, one]) => 1 + utf8(name) + valueBytes(one)))
  }
  if (value.SS !== undefined) return total(value.SS.map(utf8))
  return 1
}

/** The bytes of an item as DynamoDB counts them. */
export const bytesOf = (item: Record<string, AttributeValue>): number =>
  total(Object.entries(item).map(([name, value]) => utf8(name) + valueBytes(value)))
