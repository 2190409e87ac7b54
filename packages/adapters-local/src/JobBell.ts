import { PgClient } from "@effect/sql-pg"
import { Context, Deferred, Effect, Exit, Layer, Queue, Schedule } from "effect"

/** The channel on which a sender says to which queue it added jobs, or that it made changes. */
export const channel = "lumi_job"

/**
 * Rings when jobs were sent, by any process: one listening connection for everybody here who waits, from the first who
 * waits on. A lost connection is taken up again, and rings once, for what was missed meanwhile.
 */
const make = Effect.gen(function*() {
  const pg = yield* PgClient.PgClient
  const scope = yield* Effect.scope
  const bells = new Map<string, Deferred.Deferred<void>>()
  const ring = (queue: string) => {
    const bell = bells.get(queue)
    bells.delete(queue)
    if (bell !== undefined) Deferred.doneUnsafe(bell, Exit.void)
  }

  const listen = Effect.scoped(Effect.gen(function*() {
    const sent = yield* pg.listen(channel)
    for (const queue of bells.keys()) ring(queue)
    return yield* Effect.forever(Effect.map(Queue.takeAll(sent), (notifications) => {
      for (const queue of new Set(notifications.map(({ payload }) => payload))) ring(queue)
    }))
  }))
  const listening = yield* Effect.cached(
    listen.pipe(
      Effect.tapError((error) =>
        Effect.logWarning("nobody is told of new jobs until the database answers again", error.message)
      ),
      Effect.retry(Schedule.spaced("1 second")),
      Effect.forkIn(scope)
    )
  )

  /** Take the bell before looking for jobs: what is sent from then on rings it. */
  return (queue: string): Effect.Effect<Deferred.Deferred<void>> =>
    Effect.map(listening, () => {
      const bell = bells.get(queue) ?? Deferred.makeUnsafe<void>()
      bells.set(queue, bell)
      return bell
    })
})

/** The bell of a process. */
export class JobBell extends Context.Service<JobBell, Effect.Success<typeof make>>()(
  "@lumi/adapters-local/JobBell"
) {
  static readonly layer = Layer.effect(JobBell, make)
}
