import { affirmations } from "../../i18n/affirmations.ts"
import { localDate, time } from "../../i18n/format.ts"
import style from "./Affirmations.module.css"
import type { Received } from "./data.ts"
import { Heart } from "./Heart.tsx"
import { WhyButton } from "./WhyButton.tsx"

/** One day: its date, the words that came, the heart. */
export const DayRow = (props: { readonly delivery: Received; readonly zone: string }) => (
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
      <WhyButton reason={props.delivery.reason} />
    </div>
  </li>
)
