import calendarHeart from "lucide-static/icons/calendar-heart.svg?path"
import heart from "lucide-static/icons/heart.svg?path"
import pauseIcon from "lucide-static/icons/pause.svg?path"
import { For, Show } from "solid-js"
import { date, dayIn, localDate } from "../../i18n/format.ts"
import { manage } from "../../i18n/manage.ts"
import { lightOf, useMe } from "../../session/me.tsx"
import { Chip } from "../../ui/Chip.tsx"
import { Icon } from "../../ui/Icon.tsx"
import type { Mine } from "./data.ts"
import style from "./Manage.module.css"
import { tagName } from "./tags.ts"

/** What has become of a text, and what it is meant for. */
export const Facts = (props: { readonly item: Mine; readonly zone: string }) => {
  const me = useMe()
  const partner = () => me().relationship?.partner
  const today = () => dayIn(props.zone)
  const short = (day: string): Intl.DateTimeFormatOptions => ({
    day: "numeric",
    month: "short",
    ...(day.slice(0, 4) !== today().slice(0, 4) && { year: "numeric" })
  })
  const sentOn = (instant: string) => date(instant, props.zone, short(dayIn(props.zone, new Date(instant))))
  const never = () => props.item.scheduledFor ? "" : manage().neverSent
  return (
    <div class={style["meta"]}>
      <Show when={props.item.paused}>
        <Chip small>
          <Icon of={pauseIcon} small />
          {manage().paused}
        </Chip>
      </Show>
      <Show when={props.item.scheduledFor}>
        {(day) => (
          <>
            <Chip small>
              <Icon of={calendarHeart} small />
              {manage().surprise}
            </Chip>
            <span>{manage()[day() < today() ? "wasFor" : "onlyOn"](localDate(day(), short(day())))}</span>
          </>
        )}
      </Show>
      <Show when={props.item.lastSentAt} fallback={<span>{never()}</span>}>
        {(at) => (
          <>
            <span>{manage().sentOn(sentOn(at()))}</span>
            <span>{manage().times(props.item.timesSent)}</span>
          </>
        )}
      </Show>
      <Show when={props.item.loves}>
        {(count) => (
          <span class={style["loved"]} data-tint={lightOf(partner()?.side ?? "first", "").tint}>
            <Icon of={heart} small />
            {manage().loved(count())}
          </span>
        )}
      </Show>
      <Show when={props.item.wish}>{(wish) => <span>{manage().wishes[wish()](partner()?.name ?? "")}</span>}</Show>
      <For each={props.item.tags}>{(tag) => <Chip small>{tagName(tag)}</Chip>}</For>
    </div>
  )
}
