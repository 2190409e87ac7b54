/** Both ends of a hundred pairs. */
export const pairCount = 100
export const pageCount = 2 * pairCount

/** The user whose page this is. */
export const userOf = (page: number) => `019845e1-682f-7b02-a706-${page.toString(16).padStart(12, "0")}`

/** What one turn measured, in milliseconds. */
export interface Turn {
  /** all connections, two at a time, until the last one can be told something */
  readonly connect: number
  /** one message there and one back, one after the other on an idle server: the median */
  readonly trip: number
}
