import x from "lucide-static/icons/x.svg?path"
import { type JSX, Show } from "solid-js"
import style from "./Choice.module.css"
import { Icon } from "./Icon.tsx"

export interface ChipProps {
  readonly children: JSX.Element
  /** a chip that can be pressed: a filter that is on or off */
  readonly pressed?: boolean | undefined
  readonly onPress?: (() => void) | undefined
  /** a chip that can be taken away: what the `x` is called, "Remove summer" */
  readonly removeLabel?: string | undefined
  readonly onRemove?: (() => void) | undefined
  /** a word about a state, not to be touched */
  readonly small?: boolean | undefined
}

/** A word on a pill: to press, to remove, or only to read. */
export const Chip = (props: ChipProps) => (
  <Show
    when={props.onPress !== undefined}
    fallback={
      <span class={style["chip"]} data-small={props.small ? "" : undefined}>
        {props.children}
        <Show when={props.removeLabel}>
          {(label) => (
            <button type="button" aria-label={label()} onClick={() => props.onRemove?.()}>
              <Icon of={x} small />
            </button>
          )}
        </Show>
      </span>
    }
  >
    <button type="button" class={style["chip"]} aria-pressed={props.pressed === true} onClick={() => props.onPress?.()}>
      {props.children}
    </button>
  </Show>
)
