import calendarHeart from "lucide-static/icons/calendar-heart.svg?path"
import pauseIcon from "lucide-static/icons/pause.svg?path"
import pencil from "lucide-static/icons/pencil.svg?path"
import play from "lucide-static/icons/play.svg?path"
import sendIcon from "lucide-static/icons/send.svg?path"
import trash from "lucide-static/icons/trash-2.svg?path"
import { createSignal, type JSX, Show, Suspense } from "solid-js"
import { manage } from "../../i18n/manage.ts"
import { useMe } from "../../session/me.tsx"
import { Menu } from "../../ui/Menu.tsx"
import { createOnDemand, OnDemand } from "../../ui/OnDemand.tsx"
import { beginning } from "./beginning.ts"
import { edit, type Mine, pause, remove } from "./data.ts"
import { Facts } from "./Facts.tsx"
import style from "./Manage.module.css"
import { Editing, KeepFor, Said, sendThis } from "./sheets.ts"

export interface RowProps {
  readonly item: Mine
  readonly zone: string
  /** how likely it is to come next */
  readonly odds?: JSX.Element
}

/** One text of mine: the words, what has become of them, what can be done with them. */
export const Row = (props: RowProps) => {
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
  const keep = createOnDemand()
  const me = useMe()
  const sendNow = () =>
    void sendThis({ partner: me().relationship?.partner.name ?? "", zone: props.zone }, props.item.id)
  const rests = () => props.item.paused || props.item.scheduledFor !== null
  return (
    <li ref={row} class={style["row"]} data-paused={props.item.paused ? "" : undefined}>
      <Show
        when={!editing()}
        fallback={
          <Suspense fallback={<p class="words" dir="auto">{props.item.text}</p>}>
            <Editing
              text={props.item.text}
              tags={props.item.tags ?? []}
              onSave={(text, tags) => edit(props.item.id, text, tags)}
              onDone={stop}
            />
          </Suspense>
        }
      >
        <p class="words" dir="auto">{props.item.text}</p>
        <Show when={props.item.replies}>
          {(count) => (
            <Suspense fallback={<p class={style["meta"]}>{manage().answered(count())}</p>}>
              <Said item={props.item} />
            </Suspense>
          )}
        </Show>
        <Facts item={props.item} zone={props.zone} />
        {props.odds}
        <Menu
          label={manage().more(beginning(props.item.text))}
          items={[
            { label: manage().edit, icon: pencil, onPress: () => setEditing(true) },
            ...(rests() ? [] : [{ label: manage().sendNow, icon: sendIcon, onPress: sendNow }]),
            {
              label: props.item.scheduledFor ? manage().changeDate : manage().keepFor,
              icon: calendarHeart,
              onPress: keep.ask
            },
            props.item.paused
              ? { label: manage().resume, icon: play, onPress: () => void pause(props.item, false) }
              : { label: manage().pause, icon: pauseIcon, onPress: () => void pause(props.item, true) },
            { label: manage().delete, icon: trash, danger: true, onPress: away }
          ]}
        />
      </Show>
      <OnDemand of={keep}>
        <KeepFor open={keep.open()} item={props.item} onClose={keep.close} />
      </OnDemand>
    </li>
  )
}
