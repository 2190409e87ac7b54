export interface Month<A> {
  /** "2025-11" */
  readonly id: string
  readonly items: ReadonlyArray<A>
}

/** What came, in the order it is given, by the month it came in. */
export const monthsOf = <A extends { readonly date: string }>(items: ReadonlyArray<A>): ReadonlyArray<Month<A>> => {
  const months = new Map<string, Array<A>>()
  for (const item of items) {
    const id = item.date.slice(0, 7)
    const month = months.get(id)
    if (month === undefined) months.set(id, [item])
    else month.push(item)
  }
  return Array.from(months, ([id, items]) => ({ id, items }))
}

/** The month so many months later. */
export const monthAfter = (month: string, months = 1): string => {
  const count = Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1 + months
  return `${String(Math.floor(count / 12)).padStart(4, "0")}-${String(count % 12 + 1).padStart(2, "0")}`
}

/** Every month from the last to the first. */
export const monthsDown = (last: string, first: string): ReadonlyArray<string> => {
  const months: Array<string> = []
  for (let month = last; month >= first; month = monthAfter(month, -1)) months.push(month)
  return months
}

/** The day so many days later, or earlier when negative. */
export const dayPlus = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T12:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
