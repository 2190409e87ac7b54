import { Schema } from "effect"
import { LocalDate } from "../LocalDate.ts"
import { Slot } from "./Slot.ts"

/** How many slots a part holds at the most: as a message it is far below what any queue takes (110 kB of 1 MiB). */
export const mostSlots = 1000

/** Some of those who are due, to be queued by one worker without knowing of the others. */
export const DuePart = Schema.Struct({
  slots: Schema.Array(Schema.Struct({ ...Slot.fields, date: LocalDate })).check(Schema.isMaxLength(mostSlots)),
  /** which shard of the receivers of these slots, where a family keeps them in several */
  shard: Schema.Int.check(Schema.isGreaterThanOrEqualTo(0))
})
export type DuePart = typeof DuePart.Type

/** Slots of one shard in as few parts as hold them: most ticks are one part, one that makes up for a day has many. */
export const cut = (slots: DuePart["slots"], shard = 0): ReadonlyArray<DuePart> =>
  Array.from({ length: Math.ceil(slots.length / mostSlots) }, (_, n) => ({
    slots: slots.slice(n * mostSlots, (n + 1) * mostSlots).map(({ date, time, zone }) => ({ zone, time, date })),
    shard
  }))
