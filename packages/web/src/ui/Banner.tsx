import circleAlert from "lucide-static/icons/circle-alert.svg?path"
import { type JSX, Show } from "solid-js"
import { Icon } from "./Icon.tsx"
import style from "./Notice.module.css"

export interface BannerProps {
  /** an error says what failed, what is safe, and offers one button; a note only says something */
  readonly kind?: "error" | "note" | undefined
  readonly title: string
  readonly icon?: string | undefined
  /** what is safe, or what it means */
  readonly children?: JSX.Element
  /** the one button */
  readonly action?: JSX.Element
  /** moves the focus to what it says when it appears: for an answer to what was just done */
  readonly focus?: boolean | undefined
}

/** Something that stands in the page until it is no longer so. */
export const Banner = (props: BannerProps) => (
  <div class={style["banner"]} data-kind={props.kind ?? "note"} role={props.kind === "error" ? "alert" : undefined}>
    <Icon of={props.icon ?? circleAlert} />
    <div>
      <strong
        tabindex={props.focus ? "-1" : undefined}
        ref={(title) =>
          props.focus && queueMicrotask(() =>
            title.focus()
          )}
      >
        {props.title}
      </strong>
      <Show when={props.children}>
        <span>{props.children}</span>
      </Show>
      {props.action}
    </div>
  </div>
)
