/** What SQS has to know of a queue. */
export interface Queue {
  /** seconds for which a received job is hidden from others, unless its worker says otherwise */
  readonly visibility: number
  /** the most jobs that one invocation is given */
  readonly batch: number
}

/**
 * Every queue with its dead letters: what tests, the doctor and the stack make. SQS wants the visibility of a queue at six
 * times the timeout of its function; the functions shorten it for what they hold, so that a crash costs half a minute.
 */
export const queues = {
  /** parts of the schedule that are due */
  due: { visibility: 360, batch: 1 },
  /** daily affirmations, one per receiver and date */
  affirmations: { visibility: 360, batch: 10 },
  /** notifications on their way to browsers */
  push: { visibility: 360, batch: 10 },
  /** what devices say and which connections come and go, from the rules of IoT */
  messages: { visibility: 180, batch: 10 }
} as const satisfies Record<string, Queue>

/** How long anything is kept: the most that SQS allows, so that dead letters outlive a holiday. */
export const retention = 14 * 24 * 3600

/**
 * After how many receives SQS itself moves a job to the dead letters, without a reason. `JobQueue` does so when a job comes
 * for the 13th time, and a job that failed or was given back starts again from none: only one whose worker dies before
 * it can even be looked at gets further. The rest is room for a burial that is cut short.
 */
export const guard = 20

/** The queue that keeps the dead letters of another. */
export const deadOf = (queue: string): string => `${queue}-dead`

/** All names, dead letters included, in an order in which they can be made. */
export const names: ReadonlyArray<string> = Object.keys(queues).flatMap((name) => [deadOf(name), name])

const common = { MessageRetentionPeriod: String(retention), SqsManagedSseEnabled: "true" }

/** The attributes with which SQS makes the queue of a name, given the ARN of its dead letters. */
export const attributesOf = (queue: Queue, deadLetters: string): Record<string, string> => ({
  ...common,
  VisibilityTimeout: String(queue.visibility),
  RedrivePolicy: JSON.stringify({ deadLetterTargetArn: deadLetters, maxReceiveCount: guard })
})

/** The attributes with which SQS makes a queue of dead letters. */
export const deadAttributes: Record<string, string> = common
