import { useNavigate } from "@solidjs/router"
import { createSignal, lazy, onCleanup, onMount, Show, Suspense } from "solid-js"
import type { NavigationEntry } from "../pages.ts"

export interface ShortcutsProps {
  readonly pages: ReadonlyArray<NavigationEntry>
  readonly open: boolean
  readonly onOpen: (open: boolean) => void
}

const ShortcutsDialog = lazy(() => import("./ShortcutsDialog.tsx"))
const key = "lumi.shortcuts"
const writing = "input, textarea, select, [contenteditable]"

/** Keys belong to the page only while nobody writes and no question is open. */
const free = (event: KeyboardEvent): boolean =>
  !event.ctrlKey && !event.metaKey && !event.altKey && !event.isComposing
  && !(event.target instanceof Element && event.target.closest(writing) !== null)
  && document.querySelector("dialog[open]") === null

/** `?` shows what the keys do; `g` and a letter go to a page. Single keys can be switched off (WCAG 2.1.4). */
export const Shortcuts = (props: ShortcutsProps) => {
  const navigate = useNavigate()
  const [on, setOn] = createSignal(localStorage.getItem(key) !== "off")
  let goAt = Number.NEGATIVE_INFINITY

  const press = (event: KeyboardEvent) => {
    if (!on() || !free(event)) return
    if (event.key === "?") {
      event.preventDefault()
      props.onOpen(true)
    } else if (event.key === "g") {
      goAt = event.timeStamp
    } else if (event.timeStamp - goAt < 1500) {
      goAt = Number.NEGATIVE_INFINITY
      const page = props.pages.find((one) => one.navigation.key === event.key)
      if (page) navigate(page.path)
    }
  }
  onMount(() => addEventListener("keydown", press))
  onCleanup(() => removeEventListener("keydown", press))

  return (
    <Suspense>
      <Show when={props.open}>
        <ShortcutsDialog
          pages={props.pages}
          open={props.open}
          onClose={() => props.onOpen(false)}
          on={on()}
          onSwitch={(next) => {
            setOn(next)
            localStorage.setItem(key, next ? "on" : "off")
          }}
        />
      </Show>
    </Suspense>
  )
}
