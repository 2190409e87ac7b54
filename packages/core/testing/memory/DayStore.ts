import { Effect, Layer } from "effect"
import { DayStore, type Missed } from "../../src/affirmations/DayStore.ts"
import type { Day, Mailbox } from "../../src/affirmations/DeliveryStore.ts"
import { step } from "./Tables.ts"

interface Known extends Mailbox {
  readonly date: Missed["date"]
  readonly hard: boolean
  readonly why?: Missed["why"]
}

const keyOf = ({ date, receiver }: Day) => `${receiver} ${date}`

/** A DayStore that forgets everything with its process. */
export const layer: Layer.Layer<DayStore> = Layer.effect(
  DayStore,
  Effect.sync(() => {
    const days = new Map<string, Known>()
    return DayStore.of({
      setHard: ({ receiver, relationship }, date, hard) =>
        step(() => {
          const key = keyOf({ receiver, date })
          days.set(key, { ...days.get(key), receiver, relationship, date, hard })
        }),
      hard: (asked) => step(() => asked.map((day) => days.get(keyOf(day))?.hard === true)),
      miss: (missed) =>
        step(() => {
          for (const { date, receiver, relationship, why } of missed) {
            days.set(keyOf({ receiver, date }), {
              hard: false,
              why,
              ...days.get(keyOf({ receiver, date })),
              receiver,
              relationship,
              date
            })
          }
        }),
      between: ({ receiver, relationship }, from, to) =>
        step(() =>
          [...days.values()]
            .filter((day) => day.receiver === receiver && day.relationship === relationship)
            .flatMap(({ date, hard, why = null }) => date < from || date > to ? [] : [{ date, hard, missed: why }])
            .toSorted((a, b) => a.date < b.date ? 1 : -1)
        )
    })
  })
)
