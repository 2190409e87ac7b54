import { Context, type Effect, type Option } from "effect"
import type { UserId } from "../accounts/Account.ts"
import type { Page } from "../Page.ts"
import type { RelationshipId } from "../relationships/Relationship.ts"
import type { StoreUnavailable } from "../StoreUnavailable.ts"
import type { Affirmation, AffirmationId, AffirmationNotFound, TooManyAffirmations } from "./Affirmation.ts"

/** Whose affirmations: those that `author` wrote in this relationship. */
export interface Shelf {
  readonly relationship: RelationshipId
  readonly author: UserId
}

/** Port: where affirmations are kept. Outside its shelf an affirmation does not exist. */
export class AffirmationStore extends Context.Service<AffirmationStore, {
  /** Keeps it unless one with its id is there already; gives back the one that is kept. */
  readonly add: (
    affirmation: Affirmation
  ) => Effect.Effect<Affirmation, AffirmationNotFound | TooManyAffirmations | StoreUnavailable>
  readonly find: (shelf: Shelf, id: AffirmationId) => Effect.Effect<Affirmation, AffirmationNotFound | StoreUnavailable>
  /** Newest first. */
  readonly list: (
    shelf: Shelf,
    after: Option.Option<AffirmationId>,
    limit: number
  ) => Effect.Effect<Page<Affirmation, AffirmationId>, StoreUnavailable>
  readonly edit: (
    shelf: Shelf,
    id: AffirmationId,
    change: { readonly text?: string; readonly paused?: boolean }
  ) => Effect.Effect<Affirmation, AffirmationNotFound | StoreUnavailable>
  /** Deleting what is not there is no error. What was delivered of it stays with the receiver. */
  readonly remove: (shelf: Shelf, id: AffirmationId) => Effect.Effect<void, StoreUnavailable>
  /** What can be drawn for each of these shelves: everything that is not paused, oldest first. */
  readonly pools: (
    shelves: ReadonlyArray<Shelf>
  ) => Effect.Effect<ReadonlyArray<ReadonlyArray<Affirmation>>, StoreUnavailable>
  /** How many can be drawn for each of these shelves. */
  readonly poolSizes: (shelves: ReadonlyArray<Shelf>) => Effect.Effect<ReadonlyArray<number>, StoreUnavailable>
}>()("@lumi/core/affirmations/AffirmationStore") {}
