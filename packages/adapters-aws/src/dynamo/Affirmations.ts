import { Affirmation, type AffirmationId } from "@lumi/core/affirmations/Affirmation"
import type { Shelf } from "@lumi/core/affirmations/AffirmationStore"
import type { LocalDate } from "@lumi/core/LocalDate"
import { Schema } from "effect"
import { metaKey } from "./Couples.ts"
import type { Item, Key, NewItem } from "./Item.ts"

/**
 * An affirmation is `REL#r` / `AFF#author#id`: a shelf is one range, in the order of ids. Pools are read whole and often, so
 * what the key says is not said again.
 */

export const shelfPrefix = (author: Shelf["author"]) => `AFF#${author}#`

export const affirmationKey = ({ author, relationship }: Shelf, id: AffirmationId): Key => ({
  PK: metaKey(relationship).PK,
  SK: `${shelfPrefix(author)}${id}`
})

/** `SURPRISE#author#date` says that the receiver's date is taken: one surprise of a receiver and a date. */
export const surpriseKey = ({ author, relationship }: Shelf, date: LocalDate): Key => ({
  PK: metaKey(relationship).PK,
  SK: `SURPRISE#${author}#${date}`
})

/** Says so. */
export const surpriseOf = (shelf: Shelf, date: LocalDate, affirmation: AffirmationId): NewItem => ({
  ...surpriseKey(shelf, date),
  type: "Surprise",
  affirmation
})

const encode = Schema.encodeSync(Affirmation)
const decode = Schema.decodeUnknownEffect(Affirmation)

/** As it is added. Most are neither tagged nor answered: what was never said takes no space. */
export const itemOf = (affirmation: Affirmation): NewItem => {
  const { author: _, id: __, loves, relationship: ___, replies, scheduledFor, tags, wish, ...rest } = encode(
    affirmation
  )
  return {
    ...affirmationKey(affirmation, affirmation.id),
    type: "Affirmation",
    ...rest,
    ...(affirmation.tags.length > 0 && { tags }),
    ...(scheduledFor !== null && { scheduledFor }),
    ...(affirmation.loves > 0 && { loves }),
    ...(affirmation.replies > 0 && { replies }),
    ...(affirmation.wish !== null && { wish })
  }
}

export const affirmationOf = ({ PK, SK, ...rest }: Item) => {
  const [, relationship] = String(PK).split("#")
  const [, author, id] = String(SK).split("#")
  return decode({ ...rest, relationship, author, id })
}
