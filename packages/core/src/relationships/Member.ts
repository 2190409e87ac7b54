import type { Account, UserId } from "../accounts/Account.ts"
import type { Relationship, Side } from "./Relationship.ts"

/** One of two, as whoever acts: read fresh for every request, never taken from what was sent. */
export interface Member {
  readonly user: Account
  readonly partner: UserId
  readonly side: Side
  readonly relationship: Relationship
}
