import { Clock, DateTime, Effect } from "effect"
import { JobQueue, type QueueName } from "../../src/queue/JobQueue.ts"

/** What tests of the tick and of what follows it share. */

/** An effect that finds it to be another instant; whoever waits inside it waits as long as ever. */
export const asOf = (instant: DateTime.Utc) => <A, E, R>(effect: Effect.Effect<A, E, R>) =>
  Clock.clockWith((clock) => {
    const now = DateTime.toEpochMillis(instant)
    const shifted: Clock.Clock = {
      currentTimeMillisUnsafe: () => now,
      currentTimeMillis: Effect.succeed(now),
      currentTimeNanosUnsafe: () => BigInt(now) * 1_000_000n,
      currentTimeNanos: Effect.succeed(BigInt(now) * 1_000_000n),
      monotonicTimeNanosUnsafe: () => clock.monotonicTimeNanosUnsafe(),
      monotonicTimeNanos: clock.monotonicTimeNanos,
      sleep: (duration) => clock.sleep(duration)
    }
    return Effect.provideService(effect, Clock.Clock, shifted)
  })

/** All that waits in a queue, taken off. */
export const taken = Effect.fnUntraced(function*(queue: QueueName) {
  const jobs = yield* JobQueue
  const bodies: Array<unknown> = []
  while (true) {
    const received = yield* jobs.receive(queue, { max: 500, visibility: "1 minute", wait: "0 seconds" })
    if (received.length === 0) return bodies
    yield* jobs.ack(queue, received)
    bodies.push(...received.map(({ body }) => body))
  }
})
