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
