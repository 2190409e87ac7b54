/** Whether a value fits a pattern: an object by its fields, a list by any of its single values. */
const fits = (pattern: unknown, value: unknown): boolean => {
  if (Array.isArray(pattern)) return pattern.includes(value)
  if (typeof pattern !== "object" || pattern === null || typeof value !== "object" || value === null) return false
  const fields = new Map(Object.entries(value))
  return Object.entries(pattern).every(([name, inner]) => fits(inner, fields.get(name)))
}

/** What Lambda lets through: a record that fits one of the patterns, or any where there are none. */
export const passes = (patterns: ReadonlyArray<object>, record: object): boolean =>
  patterns.length === 0 || patterns.some((pattern) => fits(pattern, record))
