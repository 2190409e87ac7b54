import { DateTime, Effect, Option } from "effect"
import type { LocalDate } from "../LocalDate.ts"
import type { Member } from "../relationships/Member.ts"
import { Affirmation, type AffirmationId } from "./Affirmation.ts"
import { AffirmationStore } from "./AffirmationStore.ts"
import * as Surprise from "./Surprise.ts"
import type { Tags } from "./Tag.ts"

/** What a writer says at once: the words, what days they are meant for, and the one date on which they come, if there is one. */
export interface Said {
  readonly id: AffirmationId
  readonly text: string
  readonly tags?: Tags
  readonly date?: LocalDate
}

/** Keeps words for the other one. With a date they are the surprise of it from the first moment, and are never in a draw. */
export const write = Effect.fn("Writing.write")(
  function*({ partner, relationship, user }: Member, { date, id, tags = [], text }: Said) {
    const affirmations = yield* AffirmationStore
    if (date !== undefined) yield* Surprise.toCome(partner, date)
    return yield* affirmations.add(
      new Affirmation({
        id,
        relationship: relationship.id,
        author: user.id,
        receiver: partner,
        text,
        paused: false,
        timesSent: 0,
        lastSentAt: Option.none(),
        createdAt: yield* DateTime.now,
        tags,
        scheduledFor: Option.fromUndefinedOr(date)
      })
    )
  }
)
