import { Context, type Effect, type Option } from "effect"
import type { UserId } from "../accounts/Account.ts"
import type { LocalDate } from "../LocalDate.ts"
import type { Page } from "../Page.ts"
import type { RelationshipId } from "../relationships/Relationship.ts"
import type { StoreUnavailable } from "../StoreUnavailable.ts"
import type { Affirmation, AffirmationId, AffirmationNotFound, DateTaken, TooManyAffirmations } from "./Affirmation.ts"
import type { Tags } from "./Tag.ts"

/** Whose affirmations: those that `author` wrote in this relationship. */
export interface Shelf {
  readonly relationship: RelationshipId
  readonly author: UserId
}

/** What an author changes of an affirmation; what is absent stays. */
export interface Edit {
  readonly text?: string
  readonly paused?: boolean
  readonly tags?: Tags
}

/** Port: where affirmations are kept. Outside its shelf an affirmation does not exist. */
export class AffirmationStore extends Context.Service<AffirmationStore, {
  /** Keeps it, without a date, unless one with its id is there already; gives back the one that is kept. */
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
    change: Edit
  ) => Effect.Effect<Affirmation, AffirmationNotFound | StoreUnavailable>
  /** Makes it the surprise of a date, or of none. Of a receiver there is one for each date, whoever is faster. */
  readonly schedule: (
    shelf: Shelf,
    id: AffirmationId,
    date: Option.Option<LocalDate>
  ) => Effect.Effect<Affirmation, AffirmationNotFound | DateTaken | StoreUnavailable>
  /** Deleting what is not there is no error. What was delivered of it stays with the receiver. */
  readonly remove: (shelf: Shelf, id: AffirmationId) => Effect.Effect<void, StoreUnavailable>
  /** What can come from each of these shelves, surprises too: everything that is not paused, oldest first. */
  readonly pools: (
    shelves: ReadonlyArray<Shelf>
  ) => Effect.Effect<ReadonlyArray<ReadonlyArray<Affirmation>>, StoreUnavailable>
  /** How many can be drawn for each of these shelves: what is neither paused nor kept for a date. */
  readonly poolSizes: (shelves: ReadonlyArray<Shelf>) => Effect.Effect<ReadonlyArray<number>, StoreUnavailable>
}>()("@lumi/core/affirmations/AffirmationStore") {}
