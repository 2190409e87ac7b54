import { Duration, Option } from "effect"
import { type Claims, lifetime, type Membership } from "./Ticket.ts"

/**
 * What a user's tickets must not fall below. It only rises, so changes may be told twice, late and out of order; it
 * matters for the life of a ticket and is forgotten then. A ticket above it is good: what it says was read from the
 * truth when it was signed, in whichever process.
 */
export interface Floor {
  readonly membership: Option.Option<Membership>
  /** tickets signed at or before it are void */
  readonly cutAt: number
  readonly forgetAt: number
}

const ticketLifetime = Duration.toMillis(lifetime)

/** Ids are minted in the order of time, so a later relationship is above an earlier one. */
const below = (a: { readonly rel: string | null; readonly epoch: number }, b: Membership) =>
  a.rel === null || a.rel < b.relationship || (a.rel === b.relationship && a.epoch < b.epoch)

/** The floor after a user's membership became this one. */
export const raise = (floor: Floor | undefined, membership: Membership, now: number): Floor => ({
  membership: Option.match(floor?.membership ?? Option.none<Membership>(), {
    onNone: () => Option.some(membership),
    onSome: (known) =>
      Option.some(below({ rel: membership.relationship, epoch: membership.epoch }, known) ? known : membership)
  }),
  cutAt: floor?.cutAt ?? -Infinity,
  forgetAt: now + ticketLifetime
})

/** The floor after everything signed until `at` became void. */
export const cut = (floor: Floor | undefined, now: number, at = now): Floor => ({
  membership: floor?.membership ?? Option.none(),
  cutAt: Math.max(floor?.cutAt ?? -Infinity, at),
  forgetAt: now + ticketLifetime
})

/** Whether a genuine ticket still holds. */
export const holds = (floor: Floor | undefined, claims: Claims): boolean =>
  floor === undefined ||
  (claims.exp - ticketLifetime > floor.cutAt &&
    Option.match(floor.membership, { onNone: () => true, onSome: (known) => !below(claims, known) }))
