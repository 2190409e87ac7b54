import { number } from "../../i18n/format.ts"
import { reasons } from "../../i18n/reasons.ts"
import type { Received } from "./data.ts"

type Reason = Received["reason"]
type Factor = Reason["factors"][number]

/** One sentence, and whether what it says made these words likelier. */
export interface Because {
  readonly text: string
  readonly effect: "likelier" | "unlikelier" | "neither"
}

const effectOf = (multiplier: number): Because["effect"] =>
  multiplier > 1.005 ? "likelier" : multiplier < 0.995 ? "unlikelier" : "neither"

const sentence = ({ figure, multiplier, name }: Factor): string | undefined => {
  if (name === "tag" || name === "wish") return reasons()[name](multiplier > 1)
  if (name === "scheduled" || name === "chosen") return reasons()[name]
  // Nothing was there to count: words that were never sent were not sent some days ago.
  if (figure === null) return undefined
  return reasons()[name](Math.round(figure))
}

/** Why these words came, in sentences; a factor that has nothing to say is left out. */
export const because = (reason: Reason): ReadonlyArray<Because> =>
  reason.factors.flatMap((factor) => {
    const text = sentence(factor)
    return text === undefined ? [] : [{ text, effect: effectOf(factor.multiplier) }]
  })

/** How it came to the draw: out of how many, and how likely it was. */
export const odds = ({ factors, outOf, probability }: Reason): string =>
  outOf <= 1
    ? reasons()[factors.some(({ name }) => name === "chosen") ? "notDrawn" : "only"]
    : reasons().odds(
      outOf,
      number(probability, { style: "percent", maximumFractionDigits: probability < 0.1 ? 1 : 0 })
    )
