import { Context, type Duration, type Effect, type Schema } from "effect"
import type { StoreUnavailable } from "../StoreUnavailable.ts"

/** The queues there are: parts of those who are due, what each of these gets, and what is to reach their browsers. */
export const queues = ["due", "affirmations", "push"] as const
export type QueueName = typeof queues[number]

/** One job as a worker holds it. Bodies are JSON; whoever handles them decodes them. */
export interface Received {
  readonly id: string
  /** proves that this attempt still holds the job; a stale one acknowledges nothing */
  readonly receipt: string
  readonly body: Schema.Json
  /** failures that handlers counted so far; crashes are not among them */
  readonly failures: number
  /** how often it was handed out, crashes included */
  readonly receives: number
}

/** A job that cannot succeed, kept with its reason until somebody decides. */
export interface DeadLetter {
  readonly id: string
  readonly body: Schema.Json
  readonly reason: string
  readonly failures: number
  readonly receives: number
}

/** How many jobs wait, are out with a worker, wait for a later time, or are dead; estimates on SQS. */
export interface QueueStats {
  readonly ready: number
  readonly inFlight: number
  readonly delayed: number
  readonly dead: number
}

/** A job handed out more often than this kills its process: it goes to the dead letters unseen. */
export const maxReceives = 12

/**
 * Port: durable jobs, at least once. Everything goes in arrays, as many as the family can take at once.
 * A received job is invisible for `visibility` and then comes again, unless it was acknowledged, extended or moved.
 */
export class JobQueue extends Context.Service<JobQueue, {
  readonly send: (
    queue: QueueName,
    bodies: ReadonlyArray<Schema.Json>,
    options?: { readonly delay?: Duration.Input }
  ) => Effect.Effect<void, StoreUnavailable>
  /** At most `max` jobs; waits up to `wait` for the first. */
  readonly receive: (
    queue: QueueName,
    options: { readonly max: number; readonly visibility: Duration.Input; readonly wait: Duration.Input }
  ) => Effect.Effect<ReadonlyArray<Received>, StoreUnavailable>
  /** Done: gone. Gives the ids of those that this attempt still held. */
  readonly ack: (
    queue: QueueName,
    jobs: ReadonlyArray<Received>
  ) => Effect.Effect<ReadonlyArray<string>, StoreUnavailable>
  /** Keeps jobs invisible for longer, counted from now. Gives the ids of those still held. */
  readonly extend: (
    queue: QueueName,
    jobs: ReadonlyArray<Received>,
    visibility: Duration.Input
  ) => Effect.Effect<ReadonlyArray<string>, StoreUnavailable>
  /** Failed: comes again after `delay`, with one failure more. Nothing happens when this attempt no longer holds it. */
  readonly retry: (queue: QueueName, job: Received, delay: Duration.Input) => Effect.Effect<void, StoreUnavailable>
  /** Given back untouched: comes again at once, or after `delay`, and this time does not count as handed out. */
  readonly release: (
    queue: QueueName,
    jobs: ReadonlyArray<Received>,
    delay?: Duration.Input
  ) => Effect.Effect<void, StoreUnavailable>
  /** Cannot succeed: goes to the dead letters with its reason, which holds no text and no token. */
  readonly bury: (queue: QueueName, job: Received, reason: string) => Effect.Effect<void, StoreUnavailable>
  /** Some of the dead letters, eventually all. */
  readonly deadLetters: (queue: QueueName, limit: number) => Effect.Effect<ReadonlyArray<DeadLetter>, StoreUnavailable>
  /** The dead letters of these ids; those that are none are left out. */
  readonly deadLettersOf: (
    queue: QueueName,
    ids: ReadonlyArray<string>
  ) => Effect.Effect<ReadonlyArray<DeadLetter>, StoreUnavailable>
  /** Sends dead letters of these ids back with fresh counts; gives the ids of those that were there. */
  readonly revive: (
    queue: QueueName,
    ids: ReadonlyArray<string>
  ) => Effect.Effect<ReadonlyArray<string>, StoreUnavailable>
  /** Forgets dead letters of these ids for good; gives the ids of those that were there. */
  readonly drop: (
    queue: QueueName,
    ids: ReadonlyArray<string>
  ) => Effect.Effect<ReadonlyArray<string>, StoreUnavailable>
  /** Sends dead letters back with fresh counts, whichever they are; gives how many. */
  readonly redrive: (queue: QueueName, limit: number) => Effect.Effect<number, StoreUnavailable>
  readonly stats: (queue: QueueName) => Effect.Effect<QueueStats, StoreUnavailable>
}>()("@lumi/core/queue/JobQueue") {}
