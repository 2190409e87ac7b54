import type { Pool } from "pg"
import type { Body } from "./workload.ts"

/** A queue and its worker, as a turn uses them. */
export interface Peer {
  readonly enqueue: (bodies: ReadonlyArray<Body>) => Promise<unknown>
  /** Works so many jobs off: over when its table is empty, too. Gives what stops it. */
  readonly drain: (count: number) => Promise<() => Promise<unknown>>
  /** Waits for single jobs and says whose has arrived, for as long as the process lives. */
  readonly listen: (arrived: (receiver: string) => void) => Promise<unknown>
}

/** Where a peer runs. `installs` is false in a process that only sends to another one. */
export interface Surroundings {
  readonly socketPath: string
  readonly database: string
  readonly pool: Pool
  readonly installs: boolean
}

export type Open = (surroundings: Surroundings) => Promise<Peer>
