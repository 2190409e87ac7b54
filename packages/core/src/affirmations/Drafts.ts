import { Effect, Option } from "effect"
import type { UserId } from "../accounts/Account.ts"
import { partnerOf, type Relationship } from "../relationships/Relationship.ts"
import { RelationshipStore } from "../relationships/RelationshipStore.ts"
import { Affirmation } from "./Affirmation.ts"
import { AffirmationStore } from "./AffirmationStore.ts"
import { DraftStore } from "./DraftStore.ts"

/**
 * Makes affirmations of what a member wrote before. Whatever stops it half-way, whoever does it again makes none twice: an
 * affirmation has the id of its draft, which goes only when it is there.
 */
export const handOver = Effect.fn("Drafts.handOver")(function*(relationship: Relationship, author: UserId) {
  const affirmations = yield* AffirmationStore
  const drafts = yield* DraftStore
  yield* Effect.forEach(yield* drafts.list(author), ({ createdAt, id, text }) =>
    affirmations.add(
      new Affirmation({
        id,
        relationship: relationship.id,
        author,
        receiver: partnerOf(relationship, author),
        text,
        paused: false,
        timesSent: 0,
        lastSentAt: Option.none(),
        createdAt
      })
    ).pipe(
      Effect.andThen(drafts.remove(author, id)),
      // the relationship is over, or has no room: the draft stays one
      Effect.catchTags({
        AffirmationNotFound: () => Effect.void,
        TooManyAffirmations: () => Effect.void,
        // drafts have no date
        DateTaken: Effect.die
      })
    ), { discard: true })
})

/** The same for somebody who may be in a relationship. */
export const handOverOf = Effect.fn("Drafts.handOverOf")(function*(author: UserId) {
  const relationships = yield* RelationshipStore
  const relationship = yield* relationships.ofUser(author)
  if (Option.isSome(relationship)) yield* handOver(relationship.value, author)
})
