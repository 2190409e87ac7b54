import { Schema } from "effect"
import { LocalDate } from "../LocalDate.ts"
import { holding, known } from "../Zone.ts"
import { Slot } from "./Slot.ts"

/** How many slots a part holds at the most: as a message it is far below what any queue takes (110 kB of 1 MiB). */
export const mostSlots = 1000

/** Some of those who are due, to be queued by one worker without knowing of the others. */
export const DuePart = Schema.Struct({
  slots: Schema.Array(Schema.Struct({
    ...Slot.fields,
    date: LocalDate,
    /** the name under which these receivers are kept, where this machine calls their zone otherwise or does not know it */
    keptAs: Schema.optionalKey(Schema.String)
  })).check(Schema.isMaxLength(mostSlots)),
  /** which shard of the receivers of these slots, where a family keeps them in several */
  shard: Schema.Int.check(Schema.isGreaterThanOrEqualTo(0))
})
export type DuePart = typeof DuePart.Type

/** The name of its zone under which the receivers of a slot are kept. */
export const nameOf = ({ keptAs, zone }: DuePart["slots"][number]): string => keptAs ?? zone

/** Slots, and once more those of a zone that is also kept under names this machine does not list: `names` are all there are. */
export const alsoAs = (slots: DuePart["slots"], names: Iterable<string>): DuePart["slots"] => {
  const others = Map.groupBy([...names].filter((name) => !known.has(name)), holding)
  if (others.size === 0) return slots
  return slots.flatMap((slot) => [slot, ...(others.get(slot.zone) ?? []).map((keptAs) => ({ ...slot, keptAs }))])
}

/** Slots of one shard in as few parts as hold them: most ticks are one part, one that makes up for a day has many. */
export const cut = (slots: DuePart["slots"], shard = 0): ReadonlyArray<DuePart> =>
  Array.from({ length: Math.ceil(slots.length / mostSlots) }, (_, n) => ({
    slots: slots.slice(n * mostSlots, (n + 1) * mostSlots).map(({ date, keptAs, time, zone }) => ({
      zone,
      time,
      date,
      ...(keptAs !== undefined && { keptAs })
    })),
    shard
  }))
