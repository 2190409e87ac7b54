import { DateTime, Effect, Option } from "effect"
import type { Account } from "../accounts/Account.ts"
import { at as dateAt, type LocalDate, plus } from "../LocalDate.ts"
import type { Relationship, RelationshipId } from "../relationships/Relationship.ts"
import { rules, type Zone } from "../Zone.ts"
import { AffirmationSchedule, on } from "./AffirmationSchedule.ts"
import { DeliveryStore } from "./DeliveryStore.ts"
import * as Due from "./Due.ts"
import { breakfast, type ReceiverSlot, type Slot, type WallTime } from "./Slot.ts"

/**
 * The slot of a receiver on the day it is where that slot is; one that was never set is breakfast at home. `begins` is
 * today, or the day to come on which a new couple's first slot begins.
 */
const current = Effect.fnUntraced(function*(receiver: Account, now: DateTime.Utc) {
  const schedule = yield* AffirmationSchedule
  const slots = yield* schedule.of(receiver.id)
  const first: Slot = slots[0] ?? { zone: receiver.zone, time: breakfast }
  const slot = on(slots, dateAt(now, rules(first.zone))) ?? first
  const today = dateAt(now, rules(slot.zone))
  const begins = slots[0] !== undefined && slots[0].from > today ? slots[0].from : today
  const held = slots.findLast(({ from }) => from <= today)
  return { slot, today, begins, held, next: slots.find(({ from }) => from > today) }
})

/** What holds for a receiver now, and what is to begin later. */
export const of = Effect.fn("Schedule.of")(function*(receiver: Account) {
  return yield* current(receiver, yield* DateTime.now)
})

/**
 * Whether the hour of a slot on a date is far enough away for whoever sends then to see that slot: an index may lag behind its
 * table, and clocks differ a little.
 */
const isAhead = (slot: Slot, date: LocalDate, now: DateTime.Utc) =>
  DateTime.isGreaterThan(Due.instant(slot, date), DateTime.add(now, { minutes: 1 }))

/** The first date, from one on, whose hour in a slot is far enough away: the slot can begin on it and miss none. */
const firstAhead = (slot: Slot, from: LocalDate, now: DateTime.Utc): LocalDate =>
  isAhead(slot, from, now) ? from : firstAhead(slot, plus(from, 1), now)

/** Another time: from today on when today's affirmation is still to come by it, else from tomorrow on. */
export const choose = Effect.fn("Schedule.choose")(
  function*(receiver: Account, relationship: Relationship, time: WallTime) {
    const schedule = yield* AffirmationSchedule
    const deliveries = yield* DeliveryStore
    const now = yield* DateTime.now
    const { next, slot, today } = yield* current(receiver, now)
    const [given = Option.none()] = yield* deliveries.onDays([{ receiver: receiver.id, date: today }])
    const chosen: Slot = { zone: slot.zone, time }
    const soon = Option.isNone(given) && isAhead(chosen, today, now)
    const holder = { receiver: receiver.id, relationship: relationship.id }
    if (soon) yield* schedule.set({ ...holder, ...chosen, from: today })
    if (next !== undefined) yield* schedule.set({ ...holder, zone: next.zone, time, from: next.from })
    else if (!soon) yield* schedule.set({ ...holder, ...chosen, from: plus(today, 1) })
  }
)

/**
 * Another zone, from the next local date on whose hour there is still to come: never two in one local date, and none missed.
 * Who flies far to the east lands in a tomorrow whose hour may be past, and has it by the clock of home once more.
 */
export const move = Effect.fn("Schedule.move")(function*(receiver: Account, relationship: Relationship, zone: Zone) {
  const schedule = yield* AffirmationSchedule
  const now = yield* DateTime.now
  const { held, next, slot, today } = yield* current(receiver, now)
  if ((next ?? slot).zone === zone) return
  const there: Slot = { zone, time: (next ?? slot).time }
  const from = firstAhead(there, plus(today, 1), now)
  // a slot that was to begin in between would push out the one of today: one of the two holds until then
  if (held !== undefined && next !== undefined && next.from < from) {
    // the tick that looks at this hour may still run
    const isOver = DateTime.isLessThan(Due.instant(held, today), DateTime.subtract(now, { minutes: 10 }))
    yield* schedule.set(isOver ? { ...next, from: today } : held)
  }
  yield* schedule.set({ receiver: receiver.id, relationship: relationship.id, ...there, from })
})

/** The first slot of somebody newly paired: from today on when its hour is still to come, else from tomorrow on. */
export const first = (receiver: Account, relationship: RelationshipId, now: DateTime.Utc): ReceiverSlot => {
  const slot: Slot = { zone: receiver.zone, time: breakfast }
  const today = dateAt(now, rules(receiver.zone))
  const from = isAhead(slot, today, now) ? today : plus(today, 1)
  return { receiver: receiver.id, relationship, ...slot, from }
}
