import { Option, Schema } from "effect"

/** Which of their texts a writer looks at. */
export const Filter = Schema.Literals(["never-sent", "loved", "scheduled", "paused"])
export type Filter = typeof Filter.Type

/** What it goes by. */
interface Facts {
  readonly timesSent: number
  readonly loves: number
  readonly scheduledFor: Option.Option<unknown>
  readonly paused: boolean
}

/** Whether a text is one of those. What is kept for a date waits for it, and counts as that. */
export const holds: Readonly<Record<Filter, (text: Facts) => boolean>> = {
  "never-sent": ({ scheduledFor, timesSent }) => timesSent === 0 && Option.isNone(scheduledFor),
  loved: ({ loves }) => loves > 0,
  scheduled: ({ scheduledFor }) => Option.isSome(scheduledFor),
  paused: ({ paused }) => paused
}

/** How many there are on a shelf: all, and of each kind. */
export const Tally = Schema.Struct({
  all: Schema.Int,
  "never-sent": Schema.Int,
  loved: Schema.Int,
  scheduled: Schema.Int,
  paused: Schema.Int
})
export type Tally = typeof Tally.Type

export const tally = (texts: ReadonlyArray<Facts>): Tally => {
  const count = (filter: Filter) => texts.reduce((n, text) => holds[filter](text) ? n + 1 : n, 0)
  return {
    all: texts.length,
    "never-sent": count("never-sent"),
    loved: count("loved"),
    scheduled: count("scheduled"),
    paused: count("paused")
  }
}
