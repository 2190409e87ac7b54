import { JobQueue, type QueueName, type Received } from "@lumi/core/queue/JobQueue"
import * as Retry from "@lumi/core/queue/Retry"
import type { StoreUnavailable } from "@lumi/core/StoreUnavailable"
import { Cause, Effect, Option, Random, Result, type Schema } from "effect"

/** What a queue's worker knows of its jobs. */
export interface Handler<Job, R> {
  readonly queue: QueueName
  /** how many it takes at once */
  readonly max: number
  readonly decode: (body: Schema.Json) => Result.Result<Job, { readonly message: string }>
  /** Handles jobs together; says of each whether it is done or has to come again at once. Idempotent. */
  readonly handle: (jobs: ReadonlyArray<Job>) => Effect.Effect<ReadonlyArray<"done" | "again">, StoreUnavailable, R>
}

interface Held<Job> {
  readonly received: Received
  readonly job: Job
}

/** Longer than any batch takes, and the time until another worker takes up what a killed one held. */
const visibility = "30 seconds"
const renewal = "10 seconds"

/** A worker that dies of one bad job takes 499 good ones with it: alone, only the bad one fails. */
const oneByOne = Effect.fnUntraced(function*<Job, R>(handler: Handler<Job, R>, held: ReadonlyArray<Held<Job>>) {
  const queue = yield* JobQueue
  yield* Effect.forEach(held, (one, i) =>
    Effect.andThen(
      queue.extend(handler.queue, held.slice(i).map(({ received }) => received), visibility),
      settle(handler, [one])
    ).pipe(
      Effect.catchCause(Effect.fnUntraced(function*(cause) {
        if (Cause.hasFails(cause)) return yield* Effect.failCause(cause)
        yield* Effect.logError("a job failed", cause)
        const rest = Retry.rest(one.received.failures, yield* Random.next)
        if (Option.isSome(rest)) return yield* queue.retry(handler.queue, one.received, rest.value)
        yield* queue.bury(handler.queue, one.received, `failed ${one.received.failures + 1} times`)
      }))
    ), { discard: true })
})

/** Handles what is held and acknowledges it; from here on nothing interrupts until it is marked. */
const settle = Effect.fnUntraced(function*<Job, R>(handler: Handler<Job, R>, held: ReadonlyArray<Held<Job>>) {
  const queue = yield* JobQueue
  const received = held.map(({ received }) => received)
  const renew = Effect.forever(
    Effect.andThen(Effect.sleep(renewal), queue.extend(handler.queue, received, visibility)).pipe(Effect.ignore)
  )
  const outcomes = yield* Effect.uninterruptible(handler.handle(held.map(({ job }) => job))).pipe(
    Effect.raceFirst(Effect.interruptible(renew))
  )
  yield* queue.ack(handler.queue, received.filter((_, i) => outcomes[i] === "done"))
  yield* queue.release(handler.queue, received.filter((_, i) => outcomes[i] === "again"))
})

/** Works off jobs that were received, by whomever; nothing interrupts it, so that each is marked in the end. */
export const workOff = Effect.fnUntraced(
  function*<Job, R>(handler: Handler<Job, R>, jobs: ReadonlyArray<Received>) {
    const queue = yield* JobQueue
    const held: Array<Held<Job>> = []
    for (const received of jobs) {
      const job = handler.decode(received.body)
      if (Result.isSuccess(job)) held.push({ received, job: job.success })
      else yield* queue.bury(handler.queue, received, `not understood: ${job.failure.message.slice(0, 500)}`)
    }
    if (held.length === 0) return
    yield* settle(handler, held).pipe(
      // an outage is no fault of the jobs: they go back as if nobody had taken them
      Effect.tapError(() => Effect.ignore(queue.release(handler.queue, held.map(({ received }) => received)))),
      Effect.catchDefect((defect) =>
        Effect.andThen(
          Effect.logWarning("a batch failed, its jobs are tried one by one", defect),
          oneByOne(handler, held)
        )
      )
    )
  },
  Effect.uninterruptible
)

/** Takes what there is, once. */
export const once = Effect.fnUntraced(function*<Job, R>(handler: Handler<Job, R>) {
  const queue = yield* JobQueue
  return yield* Effect.uninterruptibleMask((restore) =>
    Effect.gen(function*() {
      const jobs = yield* restore(queue.receive(handler.queue, { max: handler.max, visibility, wait: "20 seconds" }))
      yield* workOff(handler, jobs)
      return jobs.length
    })
  )
})

/**
 * Works off a queue for ever. An outage of the store is nobody's failure: it waits, and what it held comes again.
 */
export const forever = <Job, R>(handler: Handler<Job, R>) =>
  once(handler).pipe(
    Effect.catchTag("StoreUnavailable", (error) =>
      Effect.andThen(Effect.logWarning("the store does not answer", error.operation), Effect.sleep("1 second"))),
    Effect.forever
  )
