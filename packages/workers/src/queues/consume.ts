import { JobQueue, type QueueName, type Received } from "@lumi/core/queue/JobQueue"
import { Lease } from "@lumi/core/queue/Lease"
import * as Retry from "@lumi/core/queue/Retry"
import { Undone, type Verdict } from "@lumi/core/queue/Verdict"
import type { StoreUnavailable } from "@lumi/core/StoreUnavailable"
import { Cause, type Data, Duration, Effect, Option, Random, Result, type Schema, Semaphore } from "effect"

/** What a queue's worker knows of its jobs. */
export interface Handler<Job, R> {
  readonly queue: QueueName
  /** how many it takes at once */
  readonly max: number
  readonly decode: (body: Schema.Json) => Result.Result<Job, { readonly message: string }>
  /** Handles jobs together; says of each what is to become of it. Idempotent. */
  readonly handle: (jobs: ReadonlyArray<Job>) => Effect.Effect<ReadonlyArray<Verdict>, StoreUnavailable, R>
}

interface Held<Job> {
  readonly received: Received
  readonly job: Job
}

/** A worker that dies of one bad job takes 499 good ones with it: alone, only the bad one fails. */
const oneByOne = Effect.fnUntraced(function*<Job, R>(handler: Handler<Job, R>, held: ReadonlyArray<Held<Job>>) {
  const queue = yield* JobQueue
  const lease = yield* Lease
  yield* Effect.forEach(held, (one, i) =>
    Effect.andThen(
      queue.extend(handler.queue, held.slice(i).map(({ received }) => received), lease),
      settle(handler, [one])
    ).pipe(
      Effect.catchCause(Effect.fnUntraced(function*(cause) {
        if (Cause.hasFails(cause)) return yield* Effect.failCause(cause)
        yield* Effect.logError("a job failed", cause)
        yield* retry(handler.queue, one.received, { earlier: 0, after: Option.none(), reason: "" })
      }))
    ), { discard: true })
})

/** Failed once more: it rests as long as it is told, or as usual, while its budget lasts; then it is a dead letter. */
const retry = Effect.fnUntraced(
  function*(queue: QueueName, job: Received, { after, earlier, reason }: Data.TaggedEnum.Args<Undone, "Failed">) {
    const jobs = yield* JobQueue
    const failures = job.failures + earlier
    const rest = Retry.rest(failures, yield* Random.next)
    if (Option.isSome(rest)) return yield* jobs.retry(queue, job, Option.getOrElse(after, () => rest.value))
    yield* jobs.bury(queue, job, `failed ${failures + 1} times${reason === "" ? "" : `: ${reason}`}`)
  }
)

/** Does with jobs what their handler said. */
const follow = Effect.fnUntraced(
  function*(queue: QueueName, jobs: ReadonlyArray<Received>, verdicts: ReadonlyArray<Verdict>) {
    const { ack, bury, release } = yield* JobQueue
    yield* ack(queue, jobs.filter((_, i) => verdicts[i] === "done"))
    yield* release(queue, jobs.filter((_, i) => verdicts[i] === "again"))
    yield* Effect.forEach(jobs, (job, i) => {
      const verdict = verdicts[i]
      if (verdict === undefined || verdict === "done" || verdict === "again") return Effect.void
      return Undone.$match(verdict, {
        Wait: (wait) => release(queue, [job], wait.for),
        Failed: (failed) => retry(queue, job, failed),
        Dead: ({ reason }) => bury(queue, job, reason)
      })
    }, { discard: true })
  }
)

/** Handles what is held and acknowledges it; from here on nothing interrupts until it is marked. */
const settle = Effect.fnUntraced(function*<Job, R>(handler: Handler<Job, R>, held: ReadonlyArray<Held<Job>>) {
  const queue = yield* JobQueue
  const lease = yield* Lease
  const received = held.map(({ received }) => received)
  const renew = Effect.forever(
    Effect.andThen(Effect.sleep(Duration.divideUnsafe(lease, 3)), queue.extend(handler.queue, received, lease)).pipe(
      Effect.ignore
    )
  )
  const verdicts = yield* Effect.uninterruptible(handler.handle(held.map(({ job }) => job))).pipe(
    Effect.raceFirst(Effect.interruptible(renew))
  )
  yield* follow(handler.queue, received, verdicts)
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

/**
 * Works off a queue for ever, job by job: one that takes long holds up as much as itself. At most `lanes` are under way at once,
 * and so many are taken as there are lanes free. Interrupted, it takes no more and waits for those under way.
 */
export const abreast = <Job, R>(handler: Handler<Job, R>, lanes: number) =>
  Effect.gen(function*() {
    const queue = yield* JobQueue
    const visibility = yield* Lease
    const free = yield* Semaphore.make(lanes)
    let taken = 0
    const one = (job: Received) =>
      workOff(handler, [job]).pipe(
        // what is not said comes again by itself
        Effect.catchTag("StoreUnavailable", (error) => Effect.logWarning("the store does not answer", error.operation)),
        Effect.ensuring(Effect.suspend(() => (taken--, free.release(1)))),
        Effect.forkScoped
      )
    return yield* Effect.forever(
      Effect.uninterruptibleMask((restore) =>
        Effect.gen(function*() {
          yield* restore(free.take(1))
          const max = Math.min(handler.max, lanes - taken)
          const jobs = yield* restore(queue.receive(handler.queue, { max, visibility, wait: "20 seconds" })).pipe(
            Effect.onError(() => free.release(1))
          )
          taken += jobs.length
          // one place was taken to ask with
          yield* jobs.length === 0 ? free.release(1) : free.take(jobs.length - 1)
          yield* Effect.forEach(jobs, one, { discard: true })
        })
      ).pipe(
        Effect.catchTag("StoreUnavailable", (error) =>
          Effect.andThen(Effect.logWarning("the store does not answer", error.operation), Effect.sleep("1 second")))
      )
    )
  }).pipe(Effect.scoped)

/** Takes what there is, once. */
export const once = Effect.fnUntraced(function*<Job, R>(handler: Handler<Job, R>) {
  const queue = yield* JobQueue
  const visibility = yield* Lease
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
