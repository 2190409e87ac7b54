import { Effect, Layer } from "effect"
import type { UserId } from "../../src/accounts/Account.ts"
import type { AffirmationId } from "../../src/affirmations/Affirmation.ts"
import { Draft, DraftNotFound, most, TooManyDrafts } from "../../src/affirmations/Draft.ts"
import { DraftStore } from "../../src/affirmations/DraftStore.ts"
import { byId, step } from "./Tables.ts"

/** A DraftStore that forgets everything with its process. */
export const layer: Layer.Layer<DraftStore> = Layer.effect(
  DraftStore,
  Effect.sync(() => {
    const drafts = new Map<AffirmationId, Draft>()
    const of = (author: UserId) => [...drafts.values()].filter((draft) => draft.author === author).toSorted(byId)
    return DraftStore.of({
      add: (draft) =>
        step<Draft, DraftNotFound | TooManyDrafts>(() => {
          const kept = drafts.get(draft.id)
          if (kept !== undefined) return kept.author === draft.author ? kept : Effect.fail(new DraftNotFound())
          if (of(draft.author).length >= most) return Effect.fail(new TooManyDrafts({ most }))
          drafts.set(draft.id, draft)
          return draft
        }),
      edit: (author, id, text) =>
        step<Draft, DraftNotFound>(() => {
          const kept = drafts.get(id)
          if (kept?.author !== author) return Effect.fail(new DraftNotFound())
          const edited = new Draft({ ...kept, text })
          drafts.set(id, edited)
          return edited
        }),
      list: (author) => step(() => of(author)),
      remove: (author, id) =>
        step(() => {
          if (drafts.get(id)?.author === author) drafts.delete(id)
        })
    })
  })
)
