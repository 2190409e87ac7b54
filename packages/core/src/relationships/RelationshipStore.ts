import { Context, type Effect, type Option } from "effect"
import type { UserId } from "../accounts/Account.ts"
import type { Page } from "../Page.ts"
import type { StoreUnavailable } from "../StoreUnavailable.ts"
import type { Relationship, RelationshipId, RelationshipNotFound } from "./Relationship.ts"

/** Port: where relationships are kept. They begin in `InviteStore.accept`, in one step with the invite's end. */
export class RelationshipStore extends Context.Service<RelationshipStore, {
  readonly find: (id: RelationshipId) => Effect.Effect<Relationship, RelationshipNotFound | StoreUnavailable>
  /** Read fresh from the truth, never from a copy: authorisation rests on it. */
  readonly ofUser: (user: UserId) => Effect.Effect<Option.Option<Relationship>, StoreUnavailable>
  readonly findMany: (
    ids: ReadonlyArray<RelationshipId>
  ) => Effect.Effect<ReadonlyArray<Relationship>, StoreUnavailable>
  /**
   * Ends it: from then on nothing of it is written or sent any more. `ending` from `active`, in one step for both members,
   * with the epoch raised and a change that tells others. One that is ending stays as it is.
   */
  readonly end: (id: RelationshipId) => Effect.Effect<Relationship, RelationshipNotFound | StoreUnavailable>
  /** Oldest first; for the operator. */
  readonly list: (
    after: Option.Option<RelationshipId>,
    limit: number
  ) => Effect.Effect<Page<Relationship, RelationshipId>, StoreUnavailable>
}>()("@lumi/core/relationships/RelationshipStore") {}
