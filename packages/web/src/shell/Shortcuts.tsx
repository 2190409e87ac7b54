import { useNavigate } from "@solidjs/router"
import { createSignal, For, onCleanup, onMount } from "solid-js"
import { m } from "../i18n/messages.ts"
import type { NavigationEntry } from "../pages.ts"
import { Dialog } from "../ui/Dialog.tsx"
import { SwitchSetting } from "../ui/Setting.tsx"
import style from "./Shell.module.css"

export interface ShortcutsProps {
  readonly pages: ReadonlyArray<NavigationEntry>
  readonly open: boolean
  readonly onOpen: (open: boolean) => void
}

const key = "lumi.shortcuts"
const writing = "input, textarea, select, [contenteditable]"

/** `?` shows what the keys do; `g` and a letter go to a page. Single keys can be switched off (WCAG 2.1.4). */
export const Shortcuts = (props: ShortcutsProps) => {
  const navigate = useNavigate()
  const [on, setOn] = createSignal(localStorage.getItem(key) !== "off")
  let goAt = 0

  const press = (event: KeyboardEvent) => {
    const busy = (event.target instanceof Element && event.target.closest(writing) !== null)
      || document.querySelector("dialog[open]") !== null
    if (!on() || busy || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return
    if (event.key === "?") {
      event.preventDefault()
      props.onOpen(true)
    } else if (event.key === "g") {
      goAt = event.timeStamp
    } else if (event.timeStamp - goAt < 1500) {
      const page = props.pages.find((one) => one.navigation.key === event.key)
      goAt = 0
      if (page) navigate(page.path)
    }
  }
  onMount(() => addEventListener("keydown", press))
  onCleanup(() => removeEventListener("keydown", press))

  return (
    <Dialog open={props.open} title={m().shell.shortcuts} onClose={() => props.onOpen(false)}>
      <dl class={style["keys"]}>
        <div>
          <dt>
            <kbd>?</kbd>
          </dt>
          <dd>{m().shell.showShortcuts}</dd>
        </div>
        <For each={props.pages}>
          {(page) => (
            <div>
              <dt>
                <kbd>g</kbd> {m().shell.then} <kbd>{page.navigation.key}</kbd>
              </dt>
              <dd>{m().shell.goTo(page.navigation.label(m()))}</dd>
            </div>
          )}
        </For>
      </dl>
      <SwitchSetting
        label={m().shell.shortcutsOn}
        hint={m().shell.shortcutsHint}
        checked={on()}
        onChange={(checked) => {
          setOn(checked)
          localStorage.setItem(key, checked ? "on" : "off")
        }}
      />
    </Dialog>
  )
}
