import { Affirmation, type AffirmationId } from "@lumi/core/affirmations/Affirmation"
import type { Shelf } from "@lumi/core/affirmations/AffirmationStore"
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

const encode = Schema.encodeSync(Affirmation)
const decode = Schema.decodeUnknownEffect(Affirmation)

export const itemOf = (affirmation: Affirmation): NewItem => {
  const { author: _, id: __, relationship: ___, ...rest } = encode(affirmation)
  return { ...affirmationKey(affirmation, affirmation.id), type: "Affirmation", ...rest }
}

export const affirmationOf = ({ PK, SK, ...rest }: Item) => {
  const [, relationship] = String(PK).split("#")
  const [, author, id] = String(SK).split("#")
  return decode({ ...rest, relationship, author, id })
}
