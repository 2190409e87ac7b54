import { DateTime, Effect, Option } from "effect"
import { isKnown, utc } from "../Zone.ts"
import { AffirmationSchedule } from "./AffirmationSchedule.ts"
import * as Due from "./Due.ts"
import { type DuePart, nameOf } from "./DuePart.ts"

/**
 * How many receivers have an hour in a zone that this machine does not know, by the name it is kept under: what comes to them
 * comes by the clock of UTC. Reads them and nobody else.
 */
export const count = Effect.fn("UnknownZones.count")(function*() {
  const schedule = yield* AffirmationSchedule
  const now = yield* DateTime.now
  const parts = yield* schedule.parts(Due.slots([utc], DateTime.subtract(now, { days: 1 }), now))
  const counts = new Map<string, number>()
  for (const { shard, slots } of parts) {
    const part: DuePart = { slots: slots.filter((slot) => !isKnown(nameOf(slot))), shard }
    let after = Option.none<string>()
    do {
      const page = yield* schedule.due(part, after, 500)
      for (const { slot } of page.items) {
        const name = nameOf(part.slots[slot]!)
        counts.set(name, (counts.get(name) ?? 0) + 1)
      }
      after = page.next
    } while (Option.isSome(after))
  }
  return counts
})
