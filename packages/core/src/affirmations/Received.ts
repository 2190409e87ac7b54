import { DateTime, Effect, Option } from "effect"
import { at as dateAt, LocalDate, plus } from "../LocalDate.ts"
import { rules, utc } from "../Zone.ts"
import { DayStore } from "./DayStore.ts"
import { atPlace, type Place } from "./Delivery.ts"
import { DeliveryStore, type Mailbox } from "./DeliveryStore.ts"

/** How far back a list without deliveries tells of days. */
const monthBack = -31

/** The last day of which anything can be known. */
const end = LocalDate.make("9999-12-31")

/** Whether a day has anything after the place from which a list goes on. */
const isLeft = (day: LocalDate, before: Place) => {
  const { date, kind } = atPlace(before)
  return day < date || day === date && kind === "extra"
}

/**
 * What somebody received before a place, or most lately, and what is known of the days that this part of the list spans:
 * those of the parts of a list follow each other without a gap.
 */
export const list = Effect.fn("Received.list")(
  function*(mailbox: Mailbox, before: Option.Option<Place>, limit: number) {
    const deliveries = yield* DeliveryStore
    const days = yield* DayStore
    const page = yield* deliveries.list(mailbox, before, limit)
    const from = page.items.at(-1)?.date ?? plus(dateAt(yield* DateTime.now, rules(utc)), monthBack)
    const to = Option.match(before, { onNone: () => end, onSome: (place) => atPlace(place).date })
    const known = from > to ? [] : yield* days.between(mailbox, from, to)
    return { ...page, days: known.filter(({ date }) => Option.isNone(before) || isLeft(date, before.value)) }
  }
)
