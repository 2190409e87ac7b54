import { Clock } from "effect"

/** The clock of the machine, by which SQS hides and shows: it does not wait for the clock of a test. */
export const machine = Clock.Clock.defaultValue()

/**
 * Which receipts this process may still use. SQS may well delete a message by a receipt whose time is over, while another
 * worker has it: so a receipt that is not held here, or not any more, changes nothing.
 */
export interface Holding {
  /** For so many seconds since a request was begun: when in its course SQS hid the messages nobody knows. */
  readonly hold: (receipts: ReadonlyArray<string>, since: Moment, seconds: number) => void
  readonly holds: (receipt: string) => boolean
  readonly drop: (receipts: ReadonlyArray<string>) => void
  readonly now: () => Moment
}

/** A point in time by both clocks, in milliseconds. */
export interface Moment {
  readonly wall: number
  readonly monotonic: number
}

/**
 * The time is over when either clock says so: the wall clock may be set back, the other stands still while a machine is
 * frozen. A process that was stopped finds both gone on.
 */
export const make = (clock: Clock.Clock = machine): Holding => {
  const ends = new Map<string, Moment>()
  const now = (): Moment => ({
    wall: clock.currentTimeMillisUnsafe(),
    monotonic: Number(clock.monotonicTimeNanosUnsafe() / 1_000_000n)
  })
  const isOver = (end: Moment, at: Moment) => end.wall <= at.wall || end.monotonic <= at.monotonic
  return {
    now,
    hold: (receipts, since, seconds) => {
      const at = now()
      for (const [receipt, end] of ends) if (isOver(end, at)) ends.delete(receipt)
      const end = { wall: since.wall + seconds * 1000, monotonic: since.monotonic + seconds * 1000 }
      for (const receipt of receipts) ends.set(receipt, end)
    },
    holds: (receipt) => {
      const end = ends.get(receipt)
      return end !== undefined && !isOver(end, now())
    },
    drop: (receipts) => {
      for (const receipt of receipts) ends.delete(receipt)
    }
  }
}
