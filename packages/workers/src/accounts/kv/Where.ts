import type { CleanedWhere } from "better-auth/adapters"
import type { Row } from "./Keys.ts"

type Comparable = string | number | boolean | null

/** Rows hold JSON, so an instant is asked for as they hold it; what is missing counts as null. */
const plain = (value: unknown): unknown => value instanceof Date ? value.toISOString() : value ?? null

const folded = (mode: CleanedWhere["mode"]) => (value: unknown) =>
  mode === "insensitive" && typeof value === "string" ? value.toLowerCase() : plain(value)

const list = (value: CleanedWhere["value"]): ReadonlyArray<unknown> => {
  if (!Array.isArray(value)) throw new Error("Value must be an array")
  return value
}

const ordered = (a: unknown, b: unknown): a is Comparable => a !== null && b !== null && typeof a === typeof b

const holds = (row: Row, { field, mode, operator, value }: CleanedWhere): boolean => {
  const fold = folded(mode)
  const a = fold(row[field])
  const b = fold(value)
  const text = typeof b === "string" ? b : ""
  switch (operator) {
    case "ne":
      return a !== b
    case "in":
      return list(value).map(fold).includes(a)
    case "not_in":
      return !list(value).map(fold).includes(a)
    case "contains":
      return typeof a === "string" ? a.includes(text) : Array.isArray(a) && a.includes(b)
    case "starts_with":
      return typeof a === "string" && a.startsWith(text)
    case "ends_with":
      return typeof a === "string" && a.endsWith(text)
    case "lt":
      return ordered(a, b) && compare(a, b) < 0
    case "lte":
      return ordered(a, b) && compare(a, b) <= 0
    case "gt":
      return ordered(a, b) && compare(a, b) > 0
    case "gte":
      return ordered(a, b) && compare(a, b) >= 0
    default:
      return a === b
  }
}

/** Order of two values of a field: nothing first, then as strings or numbers are ordered. */
export const compare = (a: unknown, b: unknown): number => {
  if (a === null || a === undefined || b === null || b === undefined) {
    return Number(a !== null && a !== undefined) - Number(b !== null && b !== undefined)
  }
  return a === b ? 0 : a < b ? -1 : 1
}

/** Whether a row is meant: all that is joined by AND holds, and one of what is joined by OR. */
export const matches = (row: Row, where: ReadonlyArray<CleanedWhere>): boolean => {
  const or = where.filter(({ connector }) => connector === "OR")
  const and = where.filter(({ connector }) => connector !== "OR")
  return and.every((clause) => holds(row, clause)) && (or.length === 0 || or.some((clause) => holds(row, clause)))
}
