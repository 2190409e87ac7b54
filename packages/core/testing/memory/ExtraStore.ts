import { Effect, Layer, Option } from "effect"
import type { Day } from "../../src/affirmations/DeliveryStore.ts"
import { Extra, type ExtraId, freeing, most } from "../../src/affirmations/Extra.ts"
import { ExtraStore } from "../../src/affirmations/ExtraStore.ts"
import { step, Tables } from "./Tables.ts"

interface Asked {
  readonly extra: Extra
  /** all that was asked for on the date */
  readonly ids: ReadonlyArray<ExtraId>
}

const keyOf = ({ date, receiver }: Day) => `${receiver} ${date}`

/** An ExtraStore that forgets everything with its process. */
export const layer: Layer.Layer<ExtraStore, never, Tables> = Layer.effect(
  ExtraStore,
  Effect.gen(function*() {
    const { relationships } = yield* Tables
    const extras = new Map<string, Asked>()
    const ask = (extra: Extra) => {
      const couple = relationships.get(extra.relationship)
      if (couple?.state !== "active" || ![couple.first, couple.second].includes(extra.receiver)) return Option.none()
      const kept = extras.get(keyOf(extra))
      if (kept !== undefined) {
        const isFree = freeing.includes(kept.extra.state) && !kept.ids.includes(extra.id) && kept.ids.length < most
        if (!isFree) return Option.some(kept.extra)
      }
      extras.set(keyOf(extra), { extra, ids: [...kept?.ids ?? [], extra.id] })
      return Option.some(extra)
    }
    return ExtraStore.of({
      ask: (extra) => step(() => ask(extra)),
      onDays: (days) => step(() => days.map((day) => Option.fromUndefinedOr(extras.get(keyOf(day))?.extra))),
      move: (day, id, from, to) =>
        step(() => {
          const kept = extras.get(keyOf(day))
          if (kept?.extra.id !== id) return Option.none()
          if (!from.includes(kept.extra.state)) return Option.some(kept.extra)
          const extra = new Extra({ ...kept.extra, state: to })
          extras.set(keyOf(day), { ...kept, extra })
          return Option.some(extra)
        })
    })
  })
)
