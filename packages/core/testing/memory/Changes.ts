import { type Change, subject } from "../../src/changes/Change.ts"

/** A change in memory, with what became of it so far. */
export interface Kept {
  readonly id: string
  readonly subject: string
  readonly change: Change
  failures: number
  receives: number
  visibleAt: number
  receipt: string | undefined
  /** why it is dead; not there while it lives */
  reason: string | undefined
}

/** The changes of the stores in memory, in the order in which they were made, and who wants to be told of the next. */
export interface Changes {
  readonly kept: Map<string, Kept>
  readonly add: (change: Change) => void
  /** Calls once, when one is added. */
  readonly onNext: (ring: () => void) => void
}

export const make = (): Changes => {
  const kept = new Map<string, Kept>()
  const waiting = new Set<() => void>()
  let ids = 0
  return {
    kept,
    add: (change) => {
      const id = String(++ids)
      const about = { id, subject: subject(change), change }
      kept.set(id, { ...about, failures: 0, receives: 0, visibleAt: 0, receipt: undefined, reason: undefined })
      for (const ring of waiting) ring()
      waiting.clear()
    },
    onNext: (ring) => void waiting.add(ring)
  }
}
