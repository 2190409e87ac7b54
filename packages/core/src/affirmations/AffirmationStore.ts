import { Context, type Effect, type Option } from "effect"
import type { UserId } from "../accounts/Account.ts"
import type { LocalDate } from "../LocalDate.ts"
import type { Page } from "../Page.ts"
import type { RelationshipId } from "../relationships/Relationship.ts"
import type { StoreUnavailable } from "../StoreUnavailable.ts"
import type { Affirmation, AffirmationId, AffirmationNotFound, DateTaken, TooManyAffirmations } from "./Affirmation.ts"
import type { Filter, Tally } from "./Filter.ts"
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
  /**
   * Keeps it unless one with its id is there already; gives back the one that is kept. With a date it is the surprise of it from
   * the first, or nothing is kept.
   */
  readonly add: (
    affirmation: Affirmation
  ) => Effect.Effect<Affirmation, AffirmationNotFound | TooManyAffirmations | DateTaken | StoreUnavailable>
  readonly find: (shelf: Shelf, id: AffirmationId) => Effect.Effect<Affirmation, AffirmationNotFound | StoreUnavailable>
  /**
   * Newest first; only some where a filter is given. Of these a page may hold less than asked for, even nothing, and still go
   * on: how much is looked through in a call is bounded.
   */
  readonly list: (
    shelf: Shelf,
    after: Option.Option<AffirmationId>,
    limit: number,
    filter?: Filter
  ) => Effect.Effect<Page<Affirmation, AffirmationId>, StoreUnavailable>
  /** How many there are, of all a shelf can hold. */
  readonly tally: (shelf: Shelf) => Effect.Effect<Tally, StoreUnavailable>
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
