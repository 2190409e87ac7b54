import { Clock, Deferred, Duration, Effect, Layer, type Schema } from "effect"
import { type DeadLetter, JobQueue, maxReceives, type QueueName, type Received } from "../../src/queue/JobQueue.ts"

interface Job {
  readonly id: string
  readonly queue: QueueName
  readonly body: Schema.Json
  failures: number
  receives: number
  visibleAt: number
  receipt: string | undefined
  /** why it is dead; not there while it lives */
  reason: string | undefined
}

const letterOf = ({ body, failures, id, reason = "", receives }: Job): DeadLetter => ({
  id,
  body,
  reason,
  failures,
  receives
})

const millis = (duration: Duration.Input) => Duration.toMillis(Duration.fromInputUnsafe(duration))

/** A JobQueue that forgets everything with its process; its time is Effect's clock. */
export const layer: Layer.Layer<JobQueue> = Layer.effect(
  JobQueue,
  Effect.gen(function*() {
    const clock = yield* Clock.Clock
    const jobs = new Map<string, Job>()
    let ids = 0
    let receipts = 0
    let bell = Deferred.makeUnsafe<void>()

    const ring = Effect.suspend(() => {
      const rung = bell
      bell = Deferred.makeUnsafe()
      return Deferred.succeed(rung, undefined)
    })
    const now = clock.currentTimeMillisUnsafe
    const of = (queue: QueueName) => [...jobs.values()].filter((job) => job.queue === queue)
    const alive = (queue: QueueName) => of(queue).filter(({ reason }) => reason === undefined)
    const dead = (queue: QueueName) => of(queue).filter(({ reason }) => reason !== undefined)
    const chosen = (queue: QueueName, ids: ReadonlyArray<string>) => dead(queue).filter(({ id }) => ids.includes(id))
    const revived = (letters: ReadonlyArray<Job>) =>
      letters.map((job) => {
        Object.assign(job, { failures: 0, receives: 0, visibleAt: now(), receipt: undefined, reason: undefined })
        return job.id
      })
    const held = (received: ReadonlyArray<Received>) =>
      received.flatMap(({ id, receipt }) => {
        const job = jobs.get(id)
        return job?.receipt === receipt && job.reason === undefined ? [job] : []
      })
    /** Yields first, as a real queue would, so that races are races here too. */
    const step = <A>(run: () => A) => Effect.map(Effect.yieldNow, run)

    const take = (queue: QueueName, max: number, visibility: number): ReadonlyArray<Received> => {
      const ready = alive(queue).filter(({ visibleAt }) => visibleAt <= now())
      const taken: Array<Received> = []
      for (const job of ready.toSorted((a, b) => a.visibleAt - b.visibleAt)) {
        if (taken.length === max) break
        if (job.receives >= maxReceives) {
          job.reason = `handed out more than ${maxReceives} times: it kills its worker`
          continue
        }
        job.receives++
        job.visibleAt = now() + visibility
        job.receipt = String(++receipts)
        const { body, failures, id, receipt, receives } = job
        taken.push({ id, receipt, body, failures, receives })
      }
      return taken
    }

    return JobQueue.of({
      send: (queue, bodies, options) =>
        step(() => {
          for (const body of bodies) {
            const id = String(++ids)
            const visibleAt = now() + millis(options?.delay ?? 0)
            jobs.set(id, {
              id,
              queue,
              body,
              failures: 0,
              receives: 0,
              visibleAt,
              receipt: undefined,
              reason: undefined
            })
          }
        }).pipe(Effect.andThen(ring)),
      receive: Effect.fnUntraced(function*(queue, { max, visibility, wait }) {
        const end = now() + millis(wait)
        while (true) {
          const rung = bell
          const taken = yield* step(() => take(queue, max, millis(visibility)))
          const left = end - now()
          if (taken.length > 0 || left <= 0) return taken
          const next = Math.min(end, ...alive(queue).map(({ visibleAt }) => visibleAt)) - now()
          yield* Effect.raceFirst(Deferred.await(rung), Effect.sleep(Math.max(next, 1)))
        }
      }),
      ack: (_, received) =>
        step(() =>
          held(received).map(({ id }) => {
            jobs.delete(id)
            return id
          })
        ),
      extend: (_, received, visibility) =>
        step(() =>
          held(received).map((job) => {
            job.visibleAt = now() + millis(visibility)
            return job.id
          })
        ),
      retry: (_, received, delay) =>
        step(() => {
          for (const job of held([received])) {
            job.failures++
            job.visibleAt = now() + millis(delay)
            job.receipt = undefined
          }
        }).pipe(Effect.andThen(ring)),
      release: (_, received, delay = 0) =>
        step(() => {
          for (const job of held(received)) {
            job.receives--
            job.visibleAt = now() + millis(delay)
            job.receipt = undefined
          }
        }).pipe(Effect.andThen(ring)),
      bury: (_, received, reason) =>
        step(() => {
          for (const job of held([received])) job.reason = reason
        }),
      deadLetters: (queue, limit) => step(() => dead(queue).slice(0, limit).map(letterOf)),
      deadLettersOf: (queue, ids) => step(() => chosen(queue, ids).map(letterOf)),
      revive: (queue, ids) => Effect.tap(step(() => revived(chosen(queue, ids))), () => ring),
      drop: (queue, ids) =>
        step(() =>
          chosen(queue, ids).map(({ id }) => {
            jobs.delete(id)
            return id
          })
        ),
      redrive: (queue, limit) => Effect.tap(step(() => revived(dead(queue).slice(0, limit)).length), () => ring),
      stats: (queue) =>
        step(() => {
          const waiting = alive(queue).filter(({ visibleAt }) => visibleAt > now())
          return {
            ready: alive(queue).length - waiting.length,
            inFlight: waiting.filter(({ receipt }) => receipt !== undefined).length,
            delayed: waiting.filter(({ receipt }) => receipt === undefined).length,
            dead: dead(queue).length
          }
        })
    })
  })
)
