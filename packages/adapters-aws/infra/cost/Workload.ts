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
  affirmations: 1,
  /** minutes with an open page */
  minutes: 60,
  /** a connection lives for five minutes at the most, so an hour of minutes is 12 at least */
  connections: 12,
  calls: 30,
  /** share of the calls that write */
  writing: 0.1,
  /** hints that the server publishes, affirmations included */
  hints: 4,
  /** files of the web app that are asked for: most come from the browser's own cache */
  files: 15,
  /** kB of a file, and of an answer of the API, compressed */
  fileKilobytes: 3,
  answerKilobytes: 1
} as const

/** What one of each uses, by the code as it is; units as the emulator counts them, ms as measured and doubled. */
export const use = {
  call: {
    // session and user, membership, and what was asked for
    reads: 5,
    ms: 30
  },
  writing: { writes: 5 },
  delivery: {
    // the pool of 200 texts (13), the relationship, whether it was decided before
    reads: 16,
    // three items in a transaction at two units each, the inbox twice, the mark
    writes: 9,
    ms: 60
  },
  connection: {
    // ticket, floor; the floor once more and what is known of the page, when it comes and when it goes
    reads: 6,
    // announced, confirmed, removed
    writes: 3,
    // CONNECT, SUBSCRIBE, and their answers
    messages: 2,
    // it came, it went
    lifecycle: 2,
    authorizerMs: 30,
    messageMs: 15
  },
  part: { reads: 0.5, ms: 40 },
  tick: { reads: 1, writes: 1, ms: 60 },
  change: { ms: 20 }
} as const

/** What an instance of any size has; Lambda asks each queue of jobs with five pollers, every 20 s when there is nothing. */
export const standing = { alarms: 28, dashboards: 1, secrets: 1, pollsPerMinute: 3 * 5 * 3 } as const

/** kB that stay of a person, with everything around them, after a month; and of a line in a log. */
export const kept = { kilobytes: 60, logLine: 0.4, traced: 0.05 } as const
