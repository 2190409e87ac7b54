import { Clock, Effect } from "effect"
import type { UserId } from "../accounts/Account.ts"
import * as Floor from "./Floor.ts"
import type { Claims, Membership } from "./Ticket.ts"

/** The floors of one process: asked for every packet, so from memory and at once. */
export interface Floors {
  readonly holds: (claims: Claims) => boolean
  readonly raise: (user: UserId, membership: Membership) => Effect.Effect<void>
  /** Void is what was signed until `at`, which is now unless it is said. */
  readonly cut: (user: UserId, at?: number) => Effect.Effect<void>
}

export const make: Effect.Effect<Floors> = Effect.sync(() => {
  const floors = new Map<UserId, Floor.Floor>()

  const change = (user: UserId, next: (floor: Floor.Floor | undefined, now: number) => Floor.Floor) =>
    Effect.map(Clock.currentTimeMillis, (now) => {
      const floor = next(floors.get(user), now)
      floors.delete(user)
      floors.set(user, floor)
      // in the order of their change, so those to forget come first
      for (const [other, { forgetAt }] of floors) {
        if (forgetAt > now) break
        floors.delete(other)
      }
    })

  return {
    holds: (claims) => Floor.holds(floors.get(claims.u), claims),
    raise: (user, membership) => change(user, (floor, now) => Floor.raise(floor, membership, now)),
    cut: (user, at) => change(user, (floor, now) => Floor.cut(floor, now, at))
  }
})
