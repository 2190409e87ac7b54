import type { UserId } from "@lumi/core/accounts/Account"
import { Relationship, type RelationshipId } from "@lumi/core/relationships/Relationship"
import { Schema } from "effect"
import type { Key, NewItem } from "./Item.ts"
import type { Step } from "./Writes.ts"

/**
 * How a relationship lies in the table: once by its id (`REL#r` / `META`), and once with each of the two (`USER#u` /
 * `MEMBERSHIP`), where it is also the lock that lets nobody into a second one. Whatever changes the relationship writes all
 * three in one transaction: who may do what is read from the membership, consistently, by one request.
 */

export const metaKey = (id: RelationshipId): Key => ({ PK: `REL#${id}`, SK: "META" })

export const membershipKey = (user: UserId): Key => ({ PK: `USER#${user}`, SK: "MEMBERSHIP" })

/** The partition of GSI1 with all relationships, for the operator. */
export const everybody = "RELATIONSHIPS"

const encode = Schema.encodeSync(Relationship)

export const metaOf = (relationship: Relationship): NewItem => ({
  ...metaKey(relationship.id),
  type: "Relationship",
  ...encode(relationship),
  GSI1PK: everybody,
  GSI1SK: relationship.id
})

/**
 * What a member has in a relationship that has just begun: `id` and `state` (of the relationship) for conditions of writes,
 * `scheduleVersion` raised by every change of the slots, `affirmations` the number written by this member.
 */
export const membershipOf = (relationship: Relationship, user: UserId): NewItem => ({
  ...membershipKey(user),
  type: "Membership",
  ...encode(relationship),
  scheduleVersion: 0,
  affirmations: 0
})

/** A step of a transaction that is refused once the relationship is not, or no longer, active and the user's. */
export const isOpen = (user: UserId, relationship: RelationshipId): Step => ({
  check: membershipKey(user),
  if: "#id = :relationship AND #state = :active",
  values: { relationship, active: "active" }
})
