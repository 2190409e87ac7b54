import pencil from "lucide-static/icons/pencil.svg?path"
import trash from "lucide-static/icons/trash-2.svg?path"
import { createSignal, Show } from "solid-js"
import { manage } from "../../i18n/manage.ts"
import { Menu } from "../../ui/Menu.tsx"
import { beginning } from "../manage/beginning.ts"
import Editing from "../manage/Editing.tsx"
import style from "../manage/Manage.module.css"
import { type Draft, edit, remove } from "./data.ts"

/** One draft: the words, and what can be done with them. */
export const DraftRow = (props: { readonly item: Draft }) => {
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
  return (
    <li ref={row} class={style["row"]}>
      <Show
        when={!editing()}
        fallback={<Editing text={props.item.text} onSave={(text) => edit(props.item.id, text)} onDone={stop} />}
      >
        <p class="words" dir="auto">{props.item.text}</p>
        <Menu
          label={manage().more(beginning(props.item.text))}
          items={[
            { label: manage().edit, icon: pencil, onPress: () => setEditing(true) },
            { label: manage().delete, icon: trash, danger: true, onPress: away }
          ]}
        />
      </Show>
    </li>
  )
}
