import { DateTime, Effect, Layer, Option, Ref } from "effect"
import { AffirmationSchedule, type DueReceiver, on } from "../../src/affirmations/AffirmationSchedule.ts"
import { alsoAs, cut, nameOf } from "../../src/affirmations/DuePart.ts"
import type { ReceiverSlot } from "../../src/affirmations/Slot.ts"
import * as Page from "../../src/Page.ts"
import { holding } from "../../src/Zone.ts"
import { isOpen, step, Tables } from "./Tables.ts"

/** Gives a receiver a slot from a date on, if they are in that relationship. */
export const setSlot = ({ relationships, slots }: Tables["Service"], slot: ReceiverSlot) => {
  const relationship = relationships.get(slot.relationship)
  if (relationship?.first !== slot.receiver && relationship?.second !== slot.receiver) return
  const before = (slots.get(slot.receiver) ?? []).filter(({ from }) => from < slot.from)
  slots.set(slot.receiver, [...before.slice(-1), slot])
}

const position = ({ receiver, slot }: DueReceiver) => `${String(slot).padStart(9, "0")} ${receiver}`

/** An AffirmationSchedule that forgets everything with its process. */
export const layer: Layer.Layer<AffirmationSchedule, never, Tables> = Layer.effect(
  AffirmationSchedule,
  Effect.gen(function*() {
    const tables = yield* Tables
    const reached = yield* Ref.make(Option.none<DateTime.Utc>())
    return AffirmationSchedule.of({
      set: (slot) => step(() => setSlot(tables, slot)),
      of: (receiver) =>
        step(() => (tables.slots.get(receiver) ?? []).map((slot) => ({ ...slot, zone: holding(slot.zone) }))),
      parts: (slots) =>
        step(() => cut(alsoAs(slots, new Set([...tables.slots.values()].flat().map(({ zone }) => zone))))),
      due: (part, after, limit) =>
        step(() => {
          const due = part.slots.flatMap((asked, slot) =>
            [...tables.slots].flatMap(([receiver, theirs]): ReadonlyArray<DueReceiver> => {
              const now = on(theirs, asked.date)
              const [{ relationship } = { relationship: undefined }] = theirs
              if (relationship === undefined || !isOpen(tables, receiver, relationship)) return []
              return now?.zone === nameOf(asked) && now.time === asked.time ? [{ receiver, relationship, slot }] : []
            })
          )
          const rest = due
            .filter((one) => Option.isNone(after) || position(one) > after.value)
            .toSorted((a, b) => position(a) < position(b) ? -1 : 1)
          return Page.of(rest, limit, position)
        }),
      progress: Ref.get(reached),
      advance: (to) =>
        Ref.update(reached, (from) =>
          Option.some(Option.match(from, {
            onNone: () => to,
            onSome: (from) => DateTime.max(from, to)
          })))
    })
  })
)
