/** The share of the chi-square distribution above `value`, by the approximation of Wilson and Hilferty. */
const tail = (value: number, freedom: number) => {
  const z = (Math.cbrt(value / freedom) - (1 - 2 / (9 * freedom))) / Math.sqrt(2 / (9 * freedom))
  const t = 1 / (1 + 0.2316419 * Math.abs(z))
  const density = Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI)
  const above = density * t *
    (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))))
  return z > 0 ? above : 1 - above
}

/** How likely frequencies as far off as these are, when each index is to come as often as its weight says. */
export const chiSquare = (weights: Float64Array, draws: number, draw: () => number) => {
  const hits = new Float64Array(weights.length)
  for (let i = 0; i < draws; i++) hits[draw()]! += 1
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  const value = hits.reduce((sum, count, i) => {
    const expected = draws * weights[i]! / total
    return sum + (count - expected) ** 2 / expected
  }, 0)
  return tail(value, weights.length - 1)
}
