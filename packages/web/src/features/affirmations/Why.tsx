import { For, Show } from "solid-js"
import { reasons } from "../../i18n/reasons.ts"
import { Dialog } from "../../ui/Dialog.tsx"
import type { Received } from "./data.ts"
import style from "./Why.module.css"
import { because, odds } from "./why.ts"

export interface WhyProps {
  readonly open: boolean
  readonly reason: Received["reason"]
  readonly onClose: () => void
}

/** Answers "why this one?" from what was written down when it was drawn. */
const Why = (props: WhyProps) => (
  <Dialog open={props.open} title={reasons().title} onClose={props.onClose}>
    <ul class={style["because"]}>
      <For each={because(props.reason)}>
        {(one) => (
          <li data-effect={one.effect}>
            {one.text}
            <Show when={one.effect !== "neither" && one.effect}>
              {(effect) => <small>{reasons()[effect()]}</small>}
            </Show>
          </li>
        )}
      </For>
    </ul>
    <p class={style["odds"]}>
      {odds(props.reason)}
      <Show when={props.reason.outOf > 1}>{" "}{reasons().fair}</Show>
    </p>
  </Dialog>
)

export default Why
