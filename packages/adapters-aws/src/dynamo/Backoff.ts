import { Clock, Duration, Effect, Random, Schedule } from "effect"

const cap = Duration.seconds(1)

/** Between nothing and twice as long as the time before, so that those who met do not meet again. */
const schedule = Schedule.exponential("25 millis").pipe(
  Schedule.modifyDelay(({ duration }) =>
    Effect.map(Random.next, (roll) => Duration.times(Duration.min(duration, cap), roll))
  )
)

/** How often something is tried again; together some four seconds. */
const times = 12

/** The clock of the machine: AWS does not wait for the clock of a test. */
const machine = Clock.Clock.defaultValue()

/** Tries again what only needs another moment, a bounded number of times. */
export const patiently =
  <E>(isPassing: (error: E) => boolean) => <A, R>(effect: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> =>
    Effect.retry(effect, { schedule, times, while: isPassing }).pipe(Effect.provideService(Clock.Clock, machine))
