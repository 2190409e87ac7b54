import { DateTime, Effect, Option, Random } from "effect"
import type { Account } from "../accounts/Account.ts"
import { plus } from "../LocalDate.ts"
import { partnerOf, type Relationship } from "../relationships/Relationship.ts"
import type { Affirmation } from "./Affirmation.ts"
import { AffirmationSchedule, on } from "./AffirmationSchedule.ts"
import { AffirmationStore } from "./AffirmationStore.ts"
import * as Calendar from "./Calendar.ts"
import * as Day from "./Day.ts"
import { DayStore } from "./DayStore.ts"
import { DeliveryStore } from "./DeliveryStore.ts"
import * as Schedule from "./Schedule.ts"
import * as Selection from "./Selection.ts"
import type { Slot } from "./Slot.ts"

/**
 * Why nothing is to come on a date: it has come `already`, its hour has `passed`, the partner's words are `empty`, the
 * schedule begins later, or the zone leaves this day out.
 */
export type Skipped = "already" | "passed" | "empty" | "not begun" | "no such day"

/** What comes, or came. */
type Words = Pick<Affirmation, "id" | "text">

/** What is to come on one date. */
export interface Foreseen {
  readonly slot: Slot
  readonly hour: Calendar.Hour
  readonly affirmation: Option.Option<Words>
  readonly skipped: Option.Option<Skipped>
}

/** What can be drawn for a receiver now. */
const poolFor = Effect.fnUntraced(function*(receiver: Account, relationship: Relationship) {
  const affirmations = yield* AffirmationStore
  const shelf = { relationship: relationship.id, author: partnerOf(relationship, receiver.id) }
  const [pool = []] = yield* affirmations.pools([shelf])
  return pool
})

/** A pool after one of it came. */
const after = (pool: ReadonlyArray<Affirmation>, drawn: Affirmation, at: DateTime.Utc): ReadonlyArray<Affirmation> =>
  pool.map((one) => one.id === drawn.id ? { ...one, timesSent: one.timesSent + 1, lastSentAt: Option.some(at) } : one)

/**
 * What would come to a receiver on the dates from today on, if nobody wrote, changed or deleted anything: each draw is
 * made of what the one before it left. A seeded `Random` makes it repeatable. Changes nothing.
 */
export const of = Effect.fn("Preview.of")(function*(receiver: Account, relationship: Relationship, days: number) {
  const dayStore = yield* DayStore
  const deliveries = yield* DeliveryStore
  const schedule = yield* AffirmationSchedule
  const now = yield* DateTime.now
  const { slot: current, today } = yield* Schedule.of(receiver)
  const slots = yield* schedule.of(receiver.id)
  const dates = Array.from({ length: days }, (_, day) => plus(today, day))
  const asked = dates.map((date) => ({ receiver: receiver.id, date }))
  const given = yield* deliveries.onDays(asked)
  const hard = yield* dayStore.hard(asked)
  let pool = yield* poolFor(receiver, relationship)
  return yield* Effect.forEach(
    dates,
    Effect.fnUntraced(function*(date, i) {
      const slot = on(slots, date) ?? current
      const hour = Calendar.hour(slot, date)
      // one roll for each date, so that what is skipped changes nothing of what a seed gives for the others
      const roll = yield* Random.next
      const skip = (why: Skipped, affirmation = Option.none<Words>()): Foreseen => ({
        slot,
        hour,
        affirmation,
        skipped: Option.some(why)
      })

      const kept = given[i]!
      if (Option.isSome(kept)) {
        const affirmation = Option.some({ id: kept.value.affirmation, text: kept.value.text })
        if (Option.isSome(kept.value.sentAt)) return skip("already", affirmation)
        return { slot, hour, affirmation, skipped: Option.none() } satisfies Foreseen
      }
      if (!hour.exists) return skip("no such day")
      if (slots[0] !== undefined && date < slots[0].from) return skip("not begun")
      if (DateTime.isLessThanOrEqualTo(hour.at, now)) return skip("passed")
      const drawn = Selection.draw(pool, Day.of(date, slot.zone, relationship.since, hard[i]), hour.at, roll)
      if (Option.isNone(drawn)) return skip("empty")
      const { affirmation } = drawn.value
      pool = after(pool, affirmation, hour.at)
      return { slot, hour, affirmation: Option.some(affirmation), skipped: Option.none() } satisfies Foreseen
    })
  )
})

/** How likely each of a partner's words is to be the next that comes, at the hour at which it would. */
export const odds = Effect.fn("Preview.odds")(function*(receiver: Account, relationship: Relationship) {
  const days = yield* DayStore
  const deliveries = yield* DeliveryStore
  const now = yield* DateTime.now
  const { begins, next, slot, today } = yield* Schedule.of(receiver)
  const [given = Option.none()] = yield* deliveries.onDays([{ receiver: receiver.id, date: today }])
  const tomorrow = plus(today, 1)
  const soon = Option.isNone(given) && DateTime.isGreaterThan(Calendar.hour(slot, begins).at, now)
  const [date, held] = soon
    ? [begins, slot]
    : [tomorrow, next !== undefined && next.from <= tomorrow ? next : slot]
  const { at } = Calendar.hour(held, date)
  const [hard] = yield* days.hard([{ receiver: receiver.id, date }])
  const pool = yield* poolFor(receiver, relationship)
  return { date, at, odds: Selection.odds(pool, Day.of(date, held.zone, relationship.since, hard), at) }
})
