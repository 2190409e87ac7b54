import { JobQueue, type QueueName, type Received } from "@lumi/core/queue/JobQueue"
import { Clock, Duration, Effect, Layer } from "effect"
import { deadOf } from "./Queues.ts"
import { Sqs } from "./Sqs.ts"
import * as DeadLetters from "./sqs/DeadLetters.ts"
import * as Holding from "./sqs/Holding.ts"
import * as Settling from "./sqs/Settling.ts"
import * as Taking from "./sqs/Taking.ts"

/**
 * The longest a poll is out: nobody can be interrupted meanwhile, or what it brings would be nobody's. It is no more than a
 * quarter of the time for which jobs are held, because that is counted from the beginning of the poll.
 */
const slice = (visibility: number) => Math.min(2, Math.floor(visibility / 4))

const make = Effect.gen(function*() {
  const sqs = yield* Sqs
  const holding = Holding.make()
  const settling = Settling.make(sqs, holding)
  const take = Taking.make(sqs, holding)
  const deadLetters = DeadLetters.make(sqs)

  /** Whoever is interrupted while taking gives back what they took: it would rest until its visibility is over. */
  const handOut = (queue: QueueName, max: number, visibility: number, wait: number) => {
    let taken: ReadonlyArray<Received> = []
    return take(queue, max, visibility, wait).pipe(
      Effect.tap((jobs) => Effect.sync(() => taken = jobs)),
      Effect.uninterruptible,
      Effect.onInterrupt(() => taken.length === 0 ? Effect.void : Effect.ignore(settling.release(queue, taken)))
    )
  }

  return JobQueue.of({
    send: Effect.fn("JobQueue.send")(function*(queue, bodies, options) {
      const delay = Settling.seconds(options?.delay ?? 0)
      yield* sqs.send(queue, bodies.map((body) => Settling.outgoing(body, {}, delay)))
    }),
    receive: Effect.fn("JobQueue.receive")(function*(queue, { max, visibility, wait }) {
      const hidden = Settling.seconds(visibility)
      const end = Holding.machine.currentTimeMillisUnsafe() + Duration.toMillis(Duration.fromInputUnsafe(wait))
      while (true) {
        const left = end - Holding.machine.currentTimeMillisUnsafe()
        const poll = Math.max(0, Math.min(slice(hidden), Math.floor(left / 1000)))
        const jobs = yield* handOut(queue, max, hidden, poll)
        if (jobs.length > 0 || left <= 0) return jobs
        // SQS waits for whole seconds only
        if (poll === 0) yield* Effect.sleep(Math.min(left, 250))
      }
    }, Effect.provideService(Clock.Clock, Holding.machine)),
    ack: Effect.fn("JobQueue.ack")(settling.ack),
    extend: Effect.fn("JobQueue.extend")(settling.extend),
    retry: Effect.fn("JobQueue.retry")(settling.retry),
    release: Effect.fn("JobQueue.release")(settling.release),
    bury: Effect.fn("JobQueue.bury")(settling.bury),
    deadLetters: Effect.fn("JobQueue.deadLetters")(deadLetters.list),
    deadLettersOf: Effect.fn("JobQueue.deadLettersOf")(deadLetters.find),
    revive: Effect.fn("JobQueue.revive")(deadLetters.revive),
    drop: Effect.fn("JobQueue.drop")(deadLetters.drop),
    redrive: Effect.fn("JobQueue.redrive")(deadLetters.redrive),
    stats: Effect.fn("JobQueue.stats")(function*(queue) {
      const [living, dead] = yield* Effect.all([sqs.counts(queue), sqs.counts(deadOf(queue))], { concurrency: 2 })
      return {
        ready: living.visible,
        inFlight: living.hidden,
        delayed: living.delayed,
        dead: dead.visible + dead.hidden + dead.delayed
      }
    })
  })
})

/** Jobs as messages of SQS. A job that failed or was given back is a new message with the job's id and counts. */
export const layer: Layer.Layer<JobQueue, never, Sqs> = Layer.effect(JobQueue, make)
