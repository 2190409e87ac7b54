import { Show } from "solid-js"
import { affirmations } from "../../i18n/affirmations.ts"
import { localDate } from "../../i18n/format.ts"
import style from "./Affirmations.module.css"
import type { Missed } from "./rows.ts"

/** A day that brought nothing, or several in a row, and why. */
export const MissedRow = (props: { readonly row: Missed; readonly partner: string }) => {
  const day = (date: string) => localDate(date, { day: "numeric" })
  return (
    <li class={style["day"]} data-missed="">
      <p class={style["date"]}>
        <b>
          <Show when={props.row.from !== props.row.date}>
            <time datetime={props.row.from}>{day(props.row.from)}</time>–
          </Show>
          <time datetime={props.row.date}>{day(props.row.date)}</time>
        </b>
        <Show when={props.row.from === props.row.date}>{localDate(props.row.date, { weekday: "short" })}</Show>
      </p>
      <p>{affirmations().missed[props.row.missed](props.partner)}</p>
    </li>
  )
}
