import ellipsis from "lucide-static/icons/ellipsis.svg?path"
import { createUniqueId, For, Show } from "solid-js"
import { IconButton } from "./Button.tsx"
import style from "./Choice.module.css"
import { Icon } from "./Icon.tsx"

export interface MenuItem {
  readonly label: string
  readonly icon?: string | undefined
  readonly danger?: boolean | undefined
  readonly disabled?: boolean | undefined
  /** something that is on or off: said to everybody */
  readonly pressed?: boolean | undefined
  readonly onPress: () => void
}

export interface MenuProps {
  /** what the button is called: "More about these words" */
  readonly label: string
  readonly icon?: string | undefined
  readonly items: ReadonlyArray<MenuItem>
}

const margin = 8

/** Under the button's end, or above it where there is no room. */
const place = (menu: HTMLElement, button: DOMRect) => {
  const { offsetWidth: width, offsetHeight: height } = menu
  const rtl = getComputedStyle(menu).direction === "rtl"
  const left = rtl ? button.left : button.right - width
  const below = button.bottom + height + margin <= innerHeight
  menu.style.left = `${Math.max(margin, Math.min(left, innerWidth - width - margin))}px`
  menu.style.top = `${below ? button.bottom : Math.max(margin, button.top - height)}px`
}

/** A button that opens a short list of things to do. Escape and a press elsewhere close it. */
export const Menu = (props: MenuProps) => {
  const id = createUniqueId()
  let button: HTMLElement | undefined
  let menu: HTMLDivElement | undefined
  return (
    <span class={style["menu-button"]} ref={(element) => button = element}>
      <IconButton label={props.label} popovertarget={id}>
        <Icon of={props.icon ?? ellipsis} />
      </IconButton>
      <div
        id={id}
        popover
        class={style["menu"]}
        ref={(element) => menu = element}
        onToggle={(event) => {
          if (event.newState === "open" && button) place(event.currentTarget, button.getBoundingClientRect())
        }}
      >
        <For each={props.items}>
          {(item) => (
            <button
              type="button"
              disabled={item.disabled ?? false}
              aria-pressed={item.pressed}
              data-danger={item.danger ? "" : undefined}
              onClick={() => {
                menu?.hidePopover()
                item.onPress()
              }}
            >
              <Show when={item.icon}>{(icon) => <Icon of={icon()} small />}</Show>
              {item.label}
            </button>
          )}
        </For>
      </div>
    </span>
  )
}
