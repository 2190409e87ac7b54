import { type JSX, Show } from "solid-js"
import { Icon } from "./Icon.tsx"
import style from "./Notice.module.css"

export interface BarProps {
  readonly icon?: string | undefined
  readonly children: JSX.Element
}

/** A thin line over the page: no network, a new version. Said once to screen readers. */
export const Bar = (props: BarProps) => (
  <div class={style["bar"]} role="status">
    <Show when={props.icon}>{(icon) => <Icon of={icon()} small />}</Show>
    {props.children}
  </div>
)
