import { Duration, Option } from "effect"

/** How long a failed job rests at the most before its second, third and fourth try: quick ones do not outlive an outage. */
const rests = [Duration.minutes(1), Duration.minutes(10), Duration.hours(1)]

/**
 * The rest of a job that failed once more after `failures` earlier ones, with full jitter by a roll in [0, 1);
 * none when its budget is used up and it belongs to the dead letters.
 */
export const rest = (failures: number, roll: number): Option.Option<Duration.Duration> =>
  Option.map(Option.fromNullishOr(rests[failures]), (most) => Duration.times(most, roll))
