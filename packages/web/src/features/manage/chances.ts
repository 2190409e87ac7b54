import type { Mine } from "./data.ts"
import type { Outlook } from "./outlook.ts"

/** So few that have not been seen lately are worth a word. */
const few = 7

/** How many are left that were not seen lately, when that is worth a word to whoever writes. */
export const running = ({ drawable, unseen }: Outlook["health"]): number | undefined =>
  drawable > 0 && unseen <= few ? unseen : undefined

/** How likely a text is, and its share of the likeliest. */
export interface Chance {
  readonly probability: number
  readonly share: number
}

/** The chance of every text that has one. */
export const chances = ({ items }: Pick<Outlook, "items">): ReadonlyMap<string, Chance> => {
  const most = Math.max(0, ...items.map(({ probability }) => probability))
  return new Map(items.map(({ id, probability }) => [
    id,
    { probability, share: most === 0 ? 0 : probability / most }
  ]))
}

/** Every row asks; an answer is looked through once. */
const known = new WeakMap<Outlook, ReadonlyMap<string, Chance>>()

/** The chance of one of my texts. What is paused has none, and the server does not count it. */
export const chanceOf = (ahead: Outlook, { id, paused }: Pick<Mine, "id" | "paused">): Chance | undefined => {
  const all = known.get(ahead) ?? chances(ahead)
  known.set(ahead, all)
  return all.get(id) ?? (paused ? { probability: 0, share: 0 } : undefined)
}
