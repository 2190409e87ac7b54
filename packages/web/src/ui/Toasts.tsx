import { createSignal, For, onCleanup, onMount, Show } from "solid-js"
import { ui } from "../i18n/ui.ts"
import { Button } from "./Button.tsx"
import style from "./Toast.module.css"
import { endAllToasts, endToast, type Toast, toasts } from "./toasts.ts"

/** The place where toasts appear; once, in the shell. */
export const Toasts = () => {
  onMount(() => addEventListener("pagehide", endAllToasts))
  onCleanup(() => removeEventListener("pagehide", endAllToasts))
  return (
    <div class={style["stack"]} role="status">
      <For each={toasts()}>{(toast) => <Line toast={toast} />}</For>
    </div>
  )
}

const Line = (props: { readonly toast: Toast }) => {
  const [left, setLeft] = createSignal(props.toast.seconds)
  const [held, setHeld] = createSignal(false)
  const ends = performance.now() + props.toast.seconds * 1000
  const timer = setInterval(() => {
    if (props.toast.elsewhere) setLeft(Math.round((ends - performance.now()) / 1000))
    else if (held()) return
    else setLeft((seconds) => seconds - 1)
    if (left() <= 0) endToast(props.toast.id)
  }, 1000)
  onCleanup(() => clearInterval(timer))
  return (
    <div
      class={style["toast"]}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocusIn={() => setHeld(true)}
      onFocusOut={() => setHeld(false)}
    >
      <span>{props.toast.text}</span>
      <Show when={props.toast.undo}>
        <Button onClick={() => endToast(props.toast.id, "undo")}>
          <span>
            {ui().undo}
            {/* Said once is enough: a screen reader does not count along. */}
            <span aria-hidden="true">, {left()} s</span>
          </span>
        </Button>
      </Show>
    </div>
  )
}
