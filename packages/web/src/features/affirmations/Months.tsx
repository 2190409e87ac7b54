import type { JSX } from "solid-js"
import { dayIn, localDate } from "../../i18n/format.ts"
import { Each } from "../../ui/Each.tsx"
import { monthsOf } from "./months.ts"

export interface MonthsProps<A> {
  readonly rows: ReadonlyArray<A>
  readonly zone: string
  readonly children: (row: () => A) => JSX.Element
}

/** A month as it is called: with its year when that is not this one. */
export const nameOf = (month: string, zone: string): string => {
  const thisYear = month.startsWith(dayIn(zone).slice(0, 4))
  return localDate(`${month}-01`, thisYear ? { month: "long" } : { month: "long", year: "numeric" })
}

/** Days under the headings of their months. */
export const Months = <A extends { readonly id: string; readonly date: string }>(props: MonthsProps<A>) => (
  <Each each={monthsOf(props.rows)}>
    {(month) => (
      <section>
        <h2>{nameOf(month().id, props.zone)}</h2>
        <ol>
          <Each each={month().items}>{props.children}</Each>
        </ol>
      </section>
    )}
  </Each>
)
