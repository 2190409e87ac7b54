import x from "lucide-static/icons/x.svg?path"
import { createEffect, createUniqueId, type JSX, on, onCleanup, Show } from "solid-js"
import { ui } from "../i18n/ui.ts"
import { IconButton } from "./Button.tsx"
import style from "./Dialog.module.css"
import { Icon } from "./Icon.tsx"

export interface DialogProps {
  readonly open: boolean
  readonly title: string
  /** Escape, back, the close button and a press beside it all end here; set `open` to false. */
  readonly onClose: () => void
  readonly children: JSX.Element
  /** its buttons, side by side where there is room */
  readonly foot?: JSX.Element
}

/** A question over the page; a sheet from below on a phone. Its content exists only while it is open. */
export const Dialog = (props: DialogProps) => {
  let element: HTMLDialogElement | undefined
  const id = createUniqueId()
  createEffect(on(() => props.open, (open) => {
    if (open && !element?.open) element?.showModal()
    else if (!open && element?.open) element.close()
  }))
  // Closing gives the focus back to what had it; taking the element away would not.
  onCleanup(() => element?.open && element.close())
  return (
    <dialog
      ref={(dialog) => {
        element = dialog
        // A press on the backdrop closes it where the browser knows how; elsewhere there are Escape and the button.
        dialog.setAttribute("closedby", "any")
      }}
      class={style["dialog"]}
      aria-labelledby={id}
      onClose={() => props.open && props.onClose()}
    >
      <Show when={props.open}>
        <div class={style["head"]}>
          <h2 id={id} tabindex="-1" autofocus>{props.title}</h2>
          <IconButton label={ui().close} onClick={() => element?.close()}>
            <Icon of={x} />
          </IconButton>
        </div>
        {props.children}
        <Show when={props.foot}>
          <div class={style["foot"]}>{props.foot}</div>
        </Show>
      </Show>
    </dialog>
  )
}
