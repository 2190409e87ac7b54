import type { JobQueue, Received } from "@lumi/core/queue/JobQueue"
import { Duration, Effect, type Schema } from "effect"
import { deadOf } from "../Queues.ts"
import type { Outgoing, Sqs } from "../Sqs.ts"
import { type Holding, machine } from "./Holding.ts"
import { type Notes, textOf } from "./Notes.ts"

/** The longest that SQS delays a message, and hides one. */
const mostDelay = 900
const mostHidden = 12 * 3600

/** Whole seconds, as SQS counts them: rather longer than shorter. */
export const seconds = (duration: Duration.Input): number =>
  Math.ceil(Duration.toMillis(Duration.fromInputUnsafe(duration)) / 1000)

/** A message that comes after a delay of any length: it is delayed for as long as SQS can, and notes until when. */
export const outgoing = (body: Schema.Json, notes: Notes, delay: number): Outgoing => ({
  text: textOf(body),
  delay: Math.min(delay, mostDelay),
  notes: delay > mostDelay ? { ...notes, notBefore: machine.currentTimeMillisUnsafe() + delay * 1000 } : notes
})

/**
 * What a worker can do to jobs that it holds. Sent first and removed then: a process that dies in between leaves a job twice,
 * never none.
 */
export const make = (
  sqs: Sqs["Service"],
  holding: Holding,
  /** seconds after which a released job comes again */
  { pause }: { readonly pause: number } = { pause: 0 }
) => {
  const held = (jobs: ReadonlyArray<Received>) => jobs.filter(({ receipt }) => holding.holds(receipt))
  const receiptsOf = (jobs: ReadonlyArray<Received>) => jobs.map(({ receipt }) => receipt)

  const remove = Effect.fnUntraced(function*(queue: string, jobs: ReadonlyArray<Received>) {
    yield* sqs.remove(queue, receiptsOf(jobs))
    holding.drop(receiptsOf(jobs))
  })

  /** Other messages take the place of those of the jobs. */
  const replace = Effect.fnUntraced(
    function*(queue: string, jobs: ReadonlyArray<Received>, target: string, by: (job: Received) => Outgoing) {
      const mine = held(jobs)
      if (mine.length === 0) return
      yield* sqs.send(target, mine.map(by))
      yield* remove(queue, mine)
    },
    Effect.uninterruptible
  )

  return {
    ack: Effect.fnUntraced(function*(queue, jobs) {
      const mine = held(jobs)
      yield* remove(queue, mine)
      return mine.map(({ id }) => id)
    }),
    extend: Effect.fnUntraced(function*(queue, jobs, visibility) {
      const mine = held(jobs)
      const length = Math.min(seconds(visibility), mostHidden)
      const since = holding.now()
      const receipts = new Set(yield* sqs.hide(queue, receiptsOf(mine), length))
      holding.drop(receiptsOf(mine).filter((receipt) => !receipts.has(receipt)))
      holding.hold([...receipts], since, length)
      return mine.flatMap(({ id, receipt }) => receipts.has(receipt) ? [id] : [])
    }),
    retry: (queue, job, delay) =>
      replace(
        queue,
        [job],
        queue,
        ({ body, failures, id, receives }) => outgoing(body, { id, failures: failures + 1, receives }, seconds(delay))
      ),
    release: (queue, jobs, delay = 0) =>
      replace(
        queue,
        jobs,
        queue,
        ({ body, failures, id, receives }) =>
          outgoing(body, { id, failures, receives: receives - 1 }, Math.max(pause, seconds(delay)))
      ),
    bury: (queue, job, reason) =>
      replace(
        queue,
        [job],
        deadOf(queue),
        ({ body, failures, id, receives }) => outgoing(body, { id, failures, receives, reason }, 0)
      )
  } satisfies Partial<JobQueue["Service"]>
}
