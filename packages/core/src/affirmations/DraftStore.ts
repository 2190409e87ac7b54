import { Context, type Effect } from "effect"
import type { UserId } from "../accounts/Account.ts"
import type { StoreUnavailable } from "../StoreUnavailable.ts"
import type { AffirmationId } from "./Affirmation.ts"
import type { Draft, DraftNotFound, TooManyDrafts } from "./Draft.ts"

/** Port: where drafts are kept. An author's drafts are nobody else's. */
export class DraftStore extends Context.Service<DraftStore, {
  /** Keeps it unless its author has one with its id already; gives back the one that is kept. */
  readonly add: (draft: Draft) => Effect.Effect<Draft, DraftNotFound | TooManyDrafts | StoreUnavailable>
  readonly edit: (
    author: UserId,
    id: AffirmationId,
    text: string
  ) => Effect.Effect<Draft, DraftNotFound | StoreUnavailable>
  /** All of them, oldest first: they are few. */
  readonly list: (author: UserId) => Effect.Effect<ReadonlyArray<Draft>, StoreUnavailable>
  /** Removing what is not there is no error. */
  readonly remove: (author: UserId, id: AffirmationId) => Effect.Effect<void, StoreUnavailable>
}>()("@lumi/core/affirmations/DraftStore") {}
