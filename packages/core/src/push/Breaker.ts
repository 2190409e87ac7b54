/**
 * What is known of the push services of one host. After five failures in a row it is open: what is for that host waits, and
 * nothing of it is the failure of a job. Each minute one thing goes all the same, to see; when it is taken, all may go.
 */
export interface Breaker {
  /** in a row */
  readonly failures: number
  /** while it is open: from when on one may go (milliseconds) */
  readonly probeAt?: number
}

export const closed: Breaker = { failures: 0 }

/** How many failures in a row open it, and how long after a failure the next one may go (milliseconds). */
export const most = 5
export const pause = 60_000

/** Whether something may go now, and what holds from then on; or how long it has to wait (milliseconds). */
export const admit = (
  breaker: Breaker,
  now: number
): { readonly wait: number } | { readonly breaker: Breaker } => {
  const { probeAt } = breaker
  if (probeAt === undefined) return { breaker }
  // the next one has to wait for what becomes of this one, and for no longer than a minute
  return now < probeAt ? { wait: probeAt - now } : { breaker: { ...breaker, probeAt: now + pause } }
}

/** After the host did not answer, or said that it is in trouble. */
export const failed = ({ failures }: Breaker, now: number): Breaker =>
  failures + 1 < most ? { failures: failures + 1 } : { failures: failures + 1, probeAt: now + pause }
