import type { AffirmationId } from "@lumi/core/affirmations/Affirmation"
import { Delivery, Place, placeOf } from "@lumi/core/affirmations/Delivery"
import type { DeliveryKey, Mailbox } from "@lumi/core/affirmations/DeliveryStore"
import * as Sought from "@lumi/core/affirmations/Sought"
import type { LocalDate } from "@lumi/core/LocalDate"
import * as Page from "@lumi/core/Page"
import { Effect, Option, Schema } from "effect"
import type { Dynamo } from "../Dynamo.ts"
import { membershipKey } from "./Couples.ts"
import type { Item, Key, NewItem } from "./Item.ts"

/**
 * A delivery is `USER#receiver` / `DELIV#date`, an extra one `DELIV#date#extra`: one of a receiver, a date and a kind, whoever
 * decides it. So they are read in the order of days.
 */
const prefix = "DELIV#"
const keyAt = (receiver: Mailbox["receiver"], place: Place): Key => ({
  PK: membershipKey(receiver).PK,
  SK: `${prefix}${place}`
})
export const keyOf = (key: DeliveryKey): Key => keyAt(key.receiver, placeOf(key))

const encode = Schema.encodeSync(Delivery)
export const decode = Schema.decodeUnknownEffect(Delivery)
const decodePlace = Schema.decodeUnknownEffect(Place)
const placeIn = (item: Item) => decodePlace(String(item["SK"]).slice(prefix.length))
export const itemOf = (delivery: Delivery): NewItem => ({ ...keyOf(delivery), type: "Delivery", ...encode(delivery) })

/** How many are read at once when nobody knows how many are needed. */
const piece = 100

/** How many deliveries are looked through in a call: for words more than half a year, for answers more than a year. */
const most = { search: 2 * piece, answered: 4 * piece } as const

/** Reading what one receiver got. */
export const mailboxes = (dynamo: Dynamo["Service"]) => {
  /** A part of a mailbox, in the order of days or against it; `next` is where to go on. */
  const read = Effect.fnUntraced(function*(
    { receiver, relationship }: Mailbox,
    from: Option.Option<Item>,
    limit: number,
    descending = true
  ) {
    const { items, next } = yield* dynamo.query({
      pk: membershipKey(receiver).PK,
      range: { beginsWith: prefix },
      descending,
      limit,
      ...(Option.isSome(from) && { from: from.value })
    })
    const decoded = yield* Effect.forEach(items, (item) => decode(item))
    return { deliveries: decoded.filter((one) => one.relationship === relationship), next, looked: items.length }
  })
  const after = ({ receiver }: Mailbox, before: Option.Option<Place>) =>
    Option.map(before, (place): Item => ({ ...keyAt(receiver, place) }))

  /** A mailbox from the latest day on, in pieces, until `enough` says so or there is no more. */
  const browse = Effect.fnUntraced(function*(
    mailbox: Mailbox,
    before: Option.Option<Place>,
    first: number,
    enough: (found: ReadonlyArray<Delivery>) => boolean
  ) {
    const found: Array<Delivery> = []
    let limit = first
    let from = after(mailbox, before)
    do {
      const { deliveries, next } = yield* read(mailbox, from, limit)
      found.push(...deliveries)
      from = next
      limit = piece
    } while (Option.isSome(from) && !enough(found))
    return found
  })

  const list = Effect.fnUntraced(function*(mailbox: Mailbox, before: Option.Option<Place>, limit: number) {
    const sent = (found: ReadonlyArray<Delivery>) => found.filter(({ sentAt }) => Option.isSome(sentAt))
    const found = yield* browse(mailbox, before, limit + 1, (found) => sent(found).length > limit)
    return Page.of<Delivery, Place>(sent(found), limit, placeOf)
  })

  /** What fits among a bounded number of deliveries, and where to go on when there are more. */
  const look = Effect.fnUntraced(function*(
    mailbox: Mailbox,
    before: Option.Option<Place>,
    limit: number,
    most: number,
    fits: (delivery: Delivery) => boolean
  ) {
    const found: Array<Delivery> = []
    let from = after(mailbox, before)
    let looked = 0
    do {
      const part = yield* read(mailbox, from, piece)
      found.push(...part.deliveries.filter(fits))
      from = part.next
      looked += part.looked
    } while (Option.isSome(from) && found.length <= limit && looked < most)
    const page = Page.of<Delivery, Place>(found, limit, placeOf)
    return Option.isSome(page.next) ? page : { ...page, next: yield* Effect.transposeOption(Option.map(from, placeIn)) }
  })

  const search = (mailbox: Mailbox, sought: Sought.Sought, before: Option.Option<Place>, limit: number) => {
    const fits = Sought.matcher(sought)
    return look(mailbox, before, limit, most.search, (one) => Option.isSome(one.sentAt) && fits(one))
  }

  const answered = (mailbox: Mailbox, of: Option.Option<AffirmationId>, before: Option.Option<Place>, limit: number) =>
    look(
      mailbox,
      before,
      limit,
      most.answered,
      ({ affirmation, lovedAt, reply }) =>
        (Option.isSome(lovedAt) || Option.isSome(reply)) && (Option.isNone(of) || affirmation === of.value)
    )

  const first = Effect.fnUntraced(function*(mailbox: Mailbox) {
    let from = Option.none<Item>()
    let limit = 1
    do {
      const { deliveries, next } = yield* read(mailbox, from, limit, false)
      const one = deliveries.find(({ sentAt }) => Option.isSome(sentAt))
      if (one !== undefined) return Option.some<LocalDate>(one.date)
      from = next
      limit = piece
    } while (Option.isSome(from))
    return Option.none<LocalDate>()
  })

  return { answered, browse, first, list, search }
}
