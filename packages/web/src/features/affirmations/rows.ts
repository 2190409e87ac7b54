import type { Output } from "../../api/client.ts"
import type { Received } from "./data.ts"
import { dayPlus } from "./months.ts"

type Part = Output<"deliveries.list">
type Why = NonNullable<Part["days"][number]["missed"]>

/** Words that came, on a day that was perhaps a hard one. */
export interface Came extends Received {
  readonly hard?: boolean
}

/** Days in a row that brought nothing, for one reason. */
export interface Missed {
  readonly id: string
  /** the latest of them, and the earliest */
  readonly date: string
  readonly from: string
  readonly missed: Why
}

/** What stands in the list of days. */
export type Row = Came | Missed

/** A row as what it is, or nothing. */
export const missedOf = (row: Row): Missed | undefined => "missed" in row ? row : undefined
export const cameOf = (row: Row): Came | undefined => "missed" in row ? undefined : row

/** A day that was missed joins those after it, within a month. */
const joined = (rows: ReadonlyArray<Row>, { date, missed }: { readonly date: string; readonly missed: Why }) => {
  const before = rows.at(-1)
  const last = before && missedOf(before)
  return last !== undefined && last.missed === missed && dayPlus(last.from, -1) === date &&
      last.date.slice(0, 7) === date.slice(0, 7)
    ? [...rows.slice(0, -1), { ...last, from: date }]
    : [...rows, { id: `missed ${date}`, date, from: date, missed }]
}

/** A part of the list with its days: what brought nothing up to today stands at its date. Snapshots of before have no days. */
export const rowsOf = (part: Pick<Part, "items"> & Partial<Pick<Part, "days">>, today: string): ReadonlyArray<Row> => {
  const days = new Map((part.days ?? []).map((day) => [day.date, day]))
  const came = part.items.map((item): Came => days.get(item.date)?.hard === true ? { ...item, hard: true } : item)
  const dates = new Set(came.map(({ date }) => date))
  const missed = [...days.values()].flatMap(({ date, missed }) =>
    missed === null || dates.has(date) || date > today ? [] : [{ date, missed }]
  )
  return [...came, ...missed]
    .toSorted((a, b) => a.date < b.date ? 1 : a.date > b.date ? -1 : 0)
    .reduce<ReadonlyArray<Row>>((rows, one) => "missed" in one ? joined(rows, one) : [...rows, one], [])
}
