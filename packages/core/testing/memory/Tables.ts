import { Context, Effect, Layer } from "effect"
import type { Account, UserId } from "../../src/accounts/Account.ts"
import type { Affirmation, AffirmationId } from "../../src/affirmations/Affirmation.ts"
import type { Delivery } from "../../src/affirmations/Delivery.ts"
import type { ReceiverSlot } from "../../src/affirmations/Slot.ts"
import type { Notification } from "../../src/notifications/Notification.ts"
import type { Invite, InviteId } from "../../src/relationships/Invite.ts"
import type { Relationship, RelationshipId } from "../../src/relationships/Relationship.ts"
import * as Changes from "./Changes.ts"

/** What the stores in memory keep together: what is one step in one of them may touch the things of another. */
export class Tables extends Context.Service<Tables, {
  readonly accounts: Map<UserId, Account>
  readonly relationships: Map<RelationshipId, Relationship>
  readonly invites: Map<InviteId, Invite>
  /** the relationship that an accepted invite began */
  readonly begun: Map<InviteId, RelationshipId>
  readonly affirmations: Map<AffirmationId, Affirmation>
  readonly slots: Map<UserId, ReadonlyArray<ReceiverSlot>>
  /** by receiver and place */
  readonly deliveries: Map<string, Delivery>
  /** by user, kind and source */
  readonly notifications: Map<string, Notification>
  /** what others must know of */
  readonly changes: Changes.Changes
}>()("@lumi/core/testing/Tables") {
  static readonly layer: Layer.Layer<Tables> = Layer.sync(Tables, () =>
    Tables.of({
      accounts: new Map(),
      relationships: new Map(),
      invites: new Map(),
      begun: new Map(),
      affirmations: new Map(),
      slots: new Map(),
      deliveries: new Map(),
      notifications: new Map(),
      changes: Changes.make()
    }))
}

/** One step of a store: it yields first, as a real store would, so that races are races here too; then it is atomic. */
export const step = <A, E = never>(run: () => Effect.Effect<A, E> | A): Effect.Effect<A, E> =>
  Effect.flatMap(Effect.yieldNow, () => {
    const result = run()
    return Effect.isEffect(result) ? result : Effect.succeed(result)
  })

/** The order of ids, which is the order in which things were made. */
export const byId = (a: { readonly id: string }, b: { readonly id: string }) => a.id < b.id ? -1 : 1

/** Whether a relationship is this member's, and nobody is leaving it. */
export const isOpen = ({ relationships }: Tables["Service"], member: UserId, id: RelationshipId): boolean => {
  const found = relationships.get(id)
  return found?.state === "active" && (found.first === member || found.second === member)
}
