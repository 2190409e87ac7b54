import circleHelp from "lucide-static/icons/circle-help.svg?path"
import circleMinus from "lucide-static/icons/circle-minus.svg?path"
import circlePlus from "lucide-static/icons/circle-plus.svg?path"
import cornerUpLeft from "lucide-static/icons/corner-up-left.svg?path"
import { Show } from "solid-js"
import { affirmations } from "../../i18n/affirmations.ts"
import { localDate, time } from "../../i18n/format.ts"
import { home } from "../../i18n/home.ts"
import { Menu } from "../../ui/Menu.tsx"
import { createOnDemand, OnDemand } from "../../ui/OnDemand.tsx"
import { toast } from "../../ui/toasts.ts"
import style from "./Affirmations.module.css"
import { type Wish, wish } from "./data.ts"
import { Heart } from "./Heart.tsx"
import { dayPlus } from "./months.ts"
import { nameOf } from "./Months.tsx"
import { Reply } from "./Reply.tsx"
import type { Came } from "./rows.ts"
import { Why, WriteBack } from "./sheets.ts"

/** One day: its date, the words that came, the heart, and what else can be said of them. */
export const DayRow = (props: { readonly delivery: Came; readonly zone: string }) => {
  const why = createOnDemand()
  const back = createOnDemand()
  const came = () => {
    const { chosenAt, kind, reason } = props.delivery
    const how = kind === "extra" ? "byHand" : reason.late === undefined ? "came" : "cameLate"
    return affirmations()[how](time(chosenAt, props.zone))
  }
  const factor = (named: string) => props.delivery.reason.factors.find(({ name }) => name === named)
  const cameBefore = () => {
    const [times, days] = [factor("count")?.figure ?? 0, factor("recency")?.figure ?? null]
    // what comes again within weeks is usual
    if (times < 1 || days === null || days <= 30) return undefined
    return affirmations().cameBefore(times, nameOf(dayPlus(props.delivery.date, -days).slice(0, 7), props.zone))
  }
  const wished = (wanted: Wish) => {
    const before = props.delivery.wish ?? null
    const after = before === wanted ? null : wanted
    void wish(props.delivery, after)
    toast(after === null ? affirmations().neither : affirmations().wished[after], {
      undo: () => void wish(props.delivery, before)
    })
  }
  return (
    <li class={style["day"]}>
      <time class={style["date"]} datetime={props.delivery.date}>
        <b>{localDate(props.delivery.date, { day: "numeric" })}</b>
        {localDate(props.delivery.date, { weekday: "short" })}
      </time>
      <div class={style["body"]}>
        <p class="words words-m" dir="auto">{props.delivery.text}</p>
        <Reply reply={props.delivery.reply} />
        <p class={style["meta"]}>
          <span>{came()}</span>
          <Show when={factor("scheduled")}>
            <span>{affirmations().surprise}</span>
          </Show>
          <Show when={cameBefore()}>{(before) => <span>{before()}</span>}</Show>
          <Show when={props.delivery.hard}>
            <span>{affirmations().hardDay}</span>
          </Show>
          <Show when={props.delivery.wish}>{(wanted) => <span>{affirmations().wished[wanted()]}</span>}</Show>
        </p>
      </div>
      <div class={style["actions"]}>
        <Heart delivery={props.delivery} />
        <Menu
          label={affirmations().moreAbout(localDate(props.delivery.date))}
          items={[
            {
              label: props.delivery.reply ? affirmations().changeReply : home().writeBack,
              icon: cornerUpLeft,
              onPress: back.ask
            },
            {
              label: home().more,
              icon: circlePlus,
              pressed: props.delivery.wish === "more",
              onPress: () => wished("more")
            },
            {
              label: home().less,
              icon: circleMinus,
              pressed: props.delivery.wish === "less",
              onPress: () => wished("less")
            },
            { label: home().whyThis, icon: circleHelp, onPress: why.ask }
          ]}
        />
        <OnDemand of={back}>
          <WriteBack open={back.open()} delivery={props.delivery} onClose={back.close} />
        </OnDemand>
        <OnDemand of={why}>
          <Why open={why.open()} reason={props.delivery.reason} onClose={why.close} />
        </OnDemand>
      </div>
    </li>
  )
}
