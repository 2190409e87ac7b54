import type { Action } from "../../testing/Budgets.ts"

/** What a month with so many couples is taken to be: 30 days, two people each. */
export interface Workload {
  readonly couples: number
  /** slots (time zone and quarter hour) that somebody has chosen */
  readonly slots: number
}

export const workloads: ReadonlyArray<Workload> = [
  { couples: 1_000, slots: 200 },
  { couples: 1_000_000, slots: 3_000 }
]

/** Per person and day. */
export const person = {
  /** minutes with an open page */
  minutes: 60,
  /** a connection lives for five minutes at the most, so an hour of minutes is 12 at least */
  connections: 12,
  /** hints that the server publishes, affirmations included */
  hints: 4,
  /** files of the web app that are asked for: most come from the browser's own cache */
  files: 15
} as const

/** How often a person does it a day, and how many calls of the API it is. What it may cost the table is its budget. */
export const actions: Readonly<Partial<Record<Action, { readonly times: number; readonly calls: number }>>> = {
  // an opened page gets a ticket as well; the other connections are renewed
  "open home": { times: 4, calls: 3 },
  "reconnect": { times: person.connections - 4, calls: 2 },
  "an inbox": { times: 2, calls: 1 },
  "write an affirmation": { times: 0.5, calls: 1 },
  "give a heart": { times: 0.5, calls: 1 },
  "look for words": { times: 0.1, calls: 1 },
  "to find who is due": { times: 1, calls: 0 },
  "a daily affirmation": { times: 1, calls: 0 },
  "a push": { times: 1, calls: 0 }
}

/** What a connection costs beside its ticket: let in, seen there, seen gone. */
export const connection = { read: 4, write: 3, messages: 2, lifecycle: 2 } as const

/** ms that a function takes: estimates, for only an account can show it. */
export const takes = {
  call: 30,
  delivery: 60,
  push: 60,
  part: 40,
  tick: 60,
  authorizer: 30,
  message: 15,
  change: 20
} as const

/** kB of a file and of an answer of the API, compressed; of a line in a log; and of what a month leaves of a person. */
export const kilobytes = { file: 3, answer: 1, logLine: 0.4, stored: 60 } as const

/** The share of invocations that X-Ray follows; it follows the first of each second anyway. */
export const traced = 0.05

/** What an instance of any size has; Lambda asks each queue of jobs with five pollers, every 20 s when there is nothing. */
export const standing = { alarms: 32, dashboards: 1, secrets: 1, pollsPerMinute: 4 * 5 * 3 } as const
