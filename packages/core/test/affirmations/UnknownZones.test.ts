import { Effect } from "effect"
import { Zone } from "../../src/Zone.ts"
import { suite } from "../../testing/contracts/UnknownZones.ts"
import { layer } from "../../testing/memory/Memory.ts"
import { Tables } from "../../testing/memory/Tables.ts"

/** A name that no check has seen. */
const unchecked = (zone: string) => Zone.make(zone, { disableChecks: true })

suite(
  "memory",
  layer,
  (receiver, _, zone) =>
    Effect.map(
      Tables,
      ({ slots }) =>
        slots.set(receiver, (slots.get(receiver) ?? []).map((slot) => ({ ...slot, zone: unchecked(zone) })))
    )
)
