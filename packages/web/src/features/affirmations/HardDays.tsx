import { createAsync } from "@solidjs/router"
import { Show } from "solid-js"
import { run } from "../../api/client.ts"
import { dayIn } from "../../i18n/format.ts"
import { looking } from "../../i18n/looking.ts"
import { useMe } from "../../session/me.tsx"
import { SwitchSetting } from "../../ui/Setting.tsx"
import { toast } from "../../ui/toasts.ts"
import style from "./Affirmations.module.css"
import { received } from "./data.ts"
import { dayPlus } from "./months.ts"

/** Shows a day as a hard one, or not, wherever days are shown. */
const show = (date: string, hard: boolean) =>
  received.change({ query: {} }, (shown) => {
    const known = (shown.days ?? []).find((day) => day.date === date) ?? { date, missed: null }
    return { ...shown, days: [{ ...known, hard }, ...(shown.days ?? []).filter((day) => day.date !== date)] }
  })

export interface HardDaysProps {
  readonly partner: string
  /** whether today's words have come: then it is too late to say what today is */
  readonly came: boolean
}

/** Where the receiver says that a day is a hard one. */
export const HardDays = (props: HardDaysProps) => {
  const me = useMe()
  const shown = createAsync(() => received({ query: {} }))
  const today = () => dayIn(me().slot?.zone ?? me().user.zone)
  const isHard = (date: string) => shown()?.days?.some((day) => day.date === date && day.hard) ?? false
  const say = async (day: "today" | "tomorrow", hard: boolean) => {
    const undo = show(day === "today" ? today() : dayPlus(today(), 1), hard)
    try {
      const said = await run("deliveries.hardDay", { payload: { day, hard } })
      show(said.date, said.hard)
    } catch {
      undo()
      toast(looking().hard.failed)
    }
  }
  return (
    <div class={style["hard"]}>
      <Show when={!props.came}>
        <SwitchSetting
          label={looking().hard.today}
          checked={isHard(today())}
          onChange={(hard) => void say("today", hard)}
        />
      </Show>
      <SwitchSetting
        label={looking().hard.tomorrow}
        hint={looking().hard.hint(props.partner)}
        checked={isHard(dayPlus(today(), 1))}
        onChange={(hard) => void say("tomorrow", hard)}
      />
    </div>
  )
}
