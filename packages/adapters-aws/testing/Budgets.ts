/** What something costs in DynamoDB: requests, and units of capacity read and written, those of indexes included. */
export interface Cost {
  readonly requests: number
  readonly read: number
  readonly write: number
}

/**
 * What each thing that people do may cost at the most; a test fails above it, and what a month costs is computed from it.
 * Every request of somebody signed in reads the session, the account and the relationship and counts against two limits: four
 * writes at worst, when one request follows the other at once.
 */
export const budgets = {
  "an inbox": { requests: 8, read: 4, write: 4 },
  "open home": { requests: 28, read: 19, write: 12 },
  "pair": { requests: 56, read: 38, write: 46 },
  "write an affirmation": { requests: 8, read: 4, write: 8 },
  "give a heart": { requests: 12, read: 5, write: 14 },
  /** of one who has more to look through than a search looks through at once */
  "look for words": { requests: 11, read: 40, write: 6 },
  "reconnect": { requests: 16, read: 10, write: 8 },
  /** one receiver among many of one batch, of a partner who wrote thirty texts */
  "a daily affirmation": { requests: 7, read: 7, write: 15 },
  /** to the one browser of somebody */
  "a push": { requests: 6, read: 6, write: 2 },
  /** one receiver of a slot with few, of which all shards are asked */
  "to find who is due": { requests: 3, read: 2, write: 0 },
  /** a minute, with the quarter of an hour's look at which slots anybody has */
  "a tick": { requests: 3, read: 2, write: 1 }
} satisfies Record<string, Cost>

export type Action = keyof typeof budgets

const reads = new Set(["GetItem", "BatchGetItem", "Query"])

/** Counts what is asked of DynamoDB: give `use` to `Meter`. */
export const counter = () => {
  let cost: Cost = { requests: 0, read: 0, write: 0 }
  return {
    use: ({ operation, units }: { readonly operation: string; readonly units: number }) => {
      const isRead = reads.has(operation)
      cost = {
        requests: cost.requests + 1,
        read: cost.read + (isRead ? units : 0),
        // one whose condition failed tells nothing, and is paid for as if it had been done
        write: cost.write + (isRead ? 0 : Math.max(1, units))
      }
    },
    /** What was counted since it was last asked for. */
    take: (): Cost => {
      const taken = cost
      cost = { requests: 0, read: 0, write: 0 }
      return taken
    }
  }
}
