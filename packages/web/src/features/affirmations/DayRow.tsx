import circleHelp from "lucide-static/icons/circle-help.svg?path"
import { createSignal } from "solid-js"
import { affirmations } from "../../i18n/affirmations.ts"
import { localDate, time } from "../../i18n/format.ts"
import { home } from "../../i18n/home.ts"
import { IconButton } from "../../ui/Button.tsx"
import { Icon } from "../../ui/Icon.tsx"
import style from "./Affirmations.module.css"
import type { Received } from "./data.ts"
import { Heart } from "./Heart.tsx"
import { Why } from "./Why.tsx"

/** One day: its date, the words that came, the heart. */
export const DayRow = (props: { readonly delivery: Received; readonly zone: string }) => {
  const [why, showWhy] = createSignal(false)
  return (
    <li class={style["day"]}>
      <time class={style["date"]} datetime={props.delivery.date}>
        <b>{localDate(props.delivery.date, { day: "numeric" })}</b>
        {localDate(props.delivery.date, { weekday: "short" })}
      </time>
      <div class={style["body"]}>
        <p class="words words-m" dir="auto">{props.delivery.text}</p>
        <p class={style["meta"]}>{affirmations().came(time(props.delivery.chosenAt, props.zone))}</p>
      </div>
      <div class={style["actions"]}>
        <Heart delivery={props.delivery} />
        <IconButton label={home().whyThis} aria-haspopup="dialog" onClick={() => showWhy(true)}>
          <Icon of={circleHelp} />
        </IconButton>
      </div>
      <Why open={why()} reason={props.delivery.reason} onClose={() => showWhy(false)} />
    </li>
  )
}
