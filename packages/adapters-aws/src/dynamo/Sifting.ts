import { type Affirmation, AffirmationId } from "@lumi/core/affirmations/Affirmation"
import type { Shelf } from "@lumi/core/affirmations/AffirmationStore"
import * as Filter from "@lumi/core/affirmations/Filter"
import * as Page from "@lumi/core/Page"
import { Effect, Option, Schema } from "effect"
import type { Dynamo } from "../Dynamo.ts"
import { affirmationKey, affirmationOf, shelfPrefix } from "./Affirmations.ts"
import { metaKey } from "./Couples.ts"
import type { Item } from "./Item.ts"

const decodeId = Schema.decodeUnknownEffect(AffirmationId)

/** How many texts are looked through in a call for those of a filter. */
const mostLooked = 1000

/** What filters go by, without decoding the rest. */
const factsOf = (item: Item) => ({
  paused: item["paused"] === true,
  timesSent: Number(item["timesSent"]),
  loves: Number(item["loves"] ?? 0),
  scheduledFor: Option.fromNullishOr(item["scheduledFor"])
})

/** Shelves looked through: there is no index by what a filter goes by, as a shelf is bounded and every delivery would write it. */
export const sifting = (dynamo: Dynamo["Service"]) => {
  /** Only some of a shelf, which is looked through piece by piece: not more than a bounded number in a call. */
  const sift = Effect.fnUntraced(
    function*(shelf: Shelf, after: Option.Option<AffirmationId>, limit: number, filter: Filter.Filter) {
      const found: Array<Affirmation> = []
      let looked = 0
      let from = Option.map(after, (id): Item => ({ ...affirmationKey(shelf, id) }))
      do {
        const page = yield* dynamo.query({
          pk: metaKey(shelf.relationship).PK,
          range: { beginsWith: shelfPrefix(shelf.author) },
          descending: true,
          limit: 250,
          ...(Option.isSome(from) && { from: from.value })
        })
        const wanted = page.items.filter((item) => Filter.holds[filter](factsOf(item)))
        found.push(...(yield* Effect.forEach(wanted, affirmationOf)))
        looked += page.items.length
        from = page.next
      } while (Option.isSome(from) && found.length <= limit && looked < mostLooked)
      if (found.length > limit || Option.isNone(from)) return Page.of(found, limit, ({ id }) => id)
      return { items: found, next: Option.some(yield* decodeId(String(from.value["SK"]).split("#")[2])) }
    }
  )

  const tally = Effect.fnUntraced(function*({ author, relationship }: Shelf) {
    const { items } = yield* dynamo.query({ pk: metaKey(relationship).PK, range: { beginsWith: shelfPrefix(author) } })
    return Filter.tally(items.map(factsOf))
  })

  return { sift, tally }
}
