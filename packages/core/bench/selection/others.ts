// How else one could pick: the limit, which only adds the weights up, and what is usually written.
import type { Affirmation } from "../../src/affirmations/Affirmation.ts"
import * as Bias from "../../src/affirmations/Bias.ts"
import { day, now, roll } from "./pool.ts"

/** The limit: every weight is read once, four additions at a time. */
export const sum = (weights: Float64Array) => {
  const { length } = weights
  let a = 0, b = 0, c = 0, d = 0, i = 0
  for (; i + 3 < length; i += 4) {
    a += weights[i]!
    b += weights[i + 1]!
    c += weights[i + 2]!
    d += weights[i + 3]!
  }
  for (; i < length; i++) a += weights[i]!
  return a + b + c + d
}

/** A-Res of Efraimidis and Spirakis: a roll and a logarithm for each, the largest key wins. */
export const aRes = (weights: Float64Array) => {
  let best = -Infinity
  let picked = -1
  for (let i = 0; i < weights.length; i++) {
    const key = Math.log(roll()) / weights[i]!
    if (key > best) {
      best = key
      picked = i
    }
  }
  return picked
}

/** What one writes first: no cooldown, and the same factors. */
export const mapReduceFind = (pool: ReadonlyArray<Affirmation>) => {
  const weights = pool.map((candidate) => Bias.weight(candidate, 0, day, now))
  let left = roll() * weights.reduce((total, weight) => total + weight, 0)
  return pool.findIndex((_, i) => (left -= weights[i]!) < 0)
}
