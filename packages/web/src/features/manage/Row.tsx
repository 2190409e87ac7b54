import pauseIcon from "lucide-static/icons/pause.svg?path"
import pencil from "lucide-static/icons/pencil.svg?path"
import play from "lucide-static/icons/play.svg?path"
import trash from "lucide-static/icons/trash-2.svg?path"
import { createSignal, Show } from "solid-js"
import { date, dayIn } from "../../i18n/format.ts"
import { manage } from "../../i18n/manage.ts"
import { Chip } from "../../ui/Chip.tsx"
import { Icon } from "../../ui/Icon.tsx"
import { Menu } from "../../ui/Menu.tsx"
import { type Mine, pause, remove } from "./data.ts"
import { Editing } from "./Editing.tsx"
import style from "./Manage.module.css"

const beginning = (text: string): string => {
  const words = text.split(/\s+/).slice(0, 4).join(" ")
  return words.length < text.length ? `${words.slice(0, 40)}…` : words
}

/** One text of mine: the words, what has become of them, what can be done with them. */
export const Row = (props: { readonly item: Mine; readonly zone: string }) => {
  const [editing, setEditing] = createSignal(false)
  let row: HTMLLIElement | undefined
  const stop = () => {
    setEditing(false)
    row?.querySelector<HTMLElement>("[popovertarget]")?.focus()
  }
  /** What is deleted takes the focus with it, unless its neighbour takes it over. */
  const away = () => {
    const neighbour = row?.nextElementSibling ?? row?.previousElementSibling
    remove(props.item)
    neighbour?.querySelector<HTMLElement>("[popovertarget]")?.focus()
  }
  const sentOn = (instant: string) => {
    const thisYear = dayIn(props.zone, new Date(instant)).slice(0, 4) === dayIn(props.zone).slice(0, 4)
    return date(instant, props.zone, { day: "numeric", month: "short", ...(!thisYear && { year: "numeric" }) })
  }
  return (
    <li ref={row} class={style["row"]} data-paused={props.item.paused ? "" : undefined}>
      <Show when={!editing()} fallback={<Editing item={props.item} onDone={stop} />}>
        <p class="words" dir="auto">{props.item.text}</p>
        <p class={style["meta"]}>
          <Show when={props.item.paused}>
            <Chip small>
              <Icon of={pauseIcon} small />
              {manage().paused}
            </Chip>
          </Show>
          <Show when={props.item.lastSentAt} fallback={<span>{manage().neverSent}</span>}>
            {(at) => (
              <>
                <span>{manage().sentOn(sentOn(at()))}</span>
                <span>{manage().times(props.item.timesSent)}</span>
              </>
            )}
          </Show>
        </p>
        <Menu
          label={manage().more(beginning(props.item.text))}
          items={[
            { label: manage().edit, icon: pencil, onPress: () => setEditing(true) },
            props.item.paused
              ? { label: manage().resume, icon: play, onPress: () => void pause(props.item, false) }
              : { label: manage().pause, icon: pauseIcon, onPress: () => void pause(props.item, true) },
            { label: manage().delete, icon: trash, danger: true, onPress: away }
          ]}
        />
      </Show>
    </li>
  )
}
