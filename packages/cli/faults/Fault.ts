import type { Effect, Scope } from "effect"
import type { SharedServer } from "./Instance.ts"

/** What one run of a fault did to people and their jobs; the figures of the table in docs/faults.md. */
export interface Figures {
  /** jobs without a delivery that is marked, or without a record in the inbox */
  readonly lost: number
  /** attempts to tell beyond the first of each delivery: what a crash between send and mark costs */
  readonly twiceAtService: number
  /** records in an inbox beyond the one of each receiver's date */
  readonly twiceForPerson: number
  /** receivers' dates that ever had more than one text */
  readonly otherText: number
  /** dead letters of jobs that did nothing wrong */
  readonly innocentDead: number
  /** milliseconds from the fault until each job that it hit was marked as sent, by the database's clock */
  readonly recovery: ReadonlyArray<number>
  /** what this fault is about, beside the above */
  readonly special: Readonly<Record<string, number>>
  /** what else had to hold and did not, in words */
  readonly broken: ReadonlyArray<string>
}

/** One row of the fault matrix: injects its fault into real processes and counts what came of it. */
export interface Fault {
  /** its number in the matrix */
  readonly number: number
  readonly name: string
  /** the tool or right it lacks on this machine, if it does; `forbidden` when no installation can help */
  readonly missing?: Effect.Effect<{ readonly why: string; readonly forbidden: boolean } | undefined>
  /** the same seed injects at the same places, as far as processes can be repeated */
  readonly run: (seed: number) => Effect.Effect<Figures, unknown, SharedServer | Scope.Scope>
}

/** What broke of what must hold after every fault. */
export const complaints = (figures: Figures): ReadonlyArray<string> => [
  ...(figures.lost > 0 ? [`${figures.lost} lost`] : []),
  ...(figures.twiceForPerson > 0 ? [`${figures.twiceForPerson} came twice`] : []),
  ...(figures.otherText > 0 ? [`${figures.otherText} had another text`] : []),
  ...(figures.innocentDead > 0 ? [`${figures.innocentDead} innocent dead letters`] : []),
  ...figures.broken
]
