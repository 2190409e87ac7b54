import * as UnknownZones from "@lumi/core/affirmations/UnknownZones"
import { Effect } from "effect"

/** Whether this Node knows the zone of everybody who gets affirmations. */
export const zones = Effect.gen(function*() {
  const counts = yield* UnknownZones.count()
  if (counts.size === 0) return "those of all receivers are known"
  const all = [...counts.values()].reduce((sum, count) => sum + count, 0)
  const names = [...counts].map(([name, count]) => `${name} of ${count}`).join(", ")
  return yield* Effect.fail(
    new Error(
      `${all} receivers have a zone that this Node does not know (${names}): theirs comes by the clock of UTC until Node is ` +
        "updated or they choose another in Settings"
    )
  )
})
