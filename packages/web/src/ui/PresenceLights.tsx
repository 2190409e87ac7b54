import { Show } from "solid-js"
import style from "./Lights.module.css"

export type Side = "first" | "second"
export type Tint = "lamp" | "tide" | "rose" | "moss" | "iris"
export type Presence = "online" | "idle" | "offline"

/** One person as a light: the side they stand on, the colour they chose. */
export interface Light {
  readonly side: Side
  readonly tint: Tint
  /** drawn inside when there is room: one letter */
  readonly face?: string | undefined
}

export interface PresenceLightsProps {
  readonly me: Light
  readonly other: Light
  /** how the other one is; I am always lit */
  readonly presence: Presence
  readonly size?: "s" | "m" | "l" | "xl" | undefined
}

/** The two of them as two halves of one disc. It is silent: the words stand beside it. */
export const PresenceLights = (props: PresenceLightsProps) => (
  <span class={style["pair"]} data-presence={props.presence} data-size={props.size ?? "s"} aria-hidden="true">
    <Half light={props.me.side === "first" ? props.me : props.other} mine={props.me.side === "first"} />
    <Half light={props.me.side === "first" ? props.other : props.me} mine={props.me.side !== "first"} />
  </span>
)

const Half = (props: { readonly light: Light; readonly mine: boolean }) => (
  <i
    class={style["half"]}
    data-side={props.light.side}
    data-tint={props.light.tint}
    data-mine={props.mine ? "" : undefined}
    data-face={props.light.face === undefined ? undefined : ""}
  >
    {props.light.face}
  </i>
)

export interface ByProps {
  readonly light: Light
  readonly name: string
  /** what they did, or when: "7:30", "left you something" */
  readonly aside?: string | undefined
}

/** Who made something: their half disc and their name in their colour. */
export const By = (props: ByProps) => (
  <span class={style["by"]} data-tint={props.light.tint} data-side={props.light.side}>
    <i class={style["half"]} data-side={props.light.side} aria-hidden="true" />
    {props.name}
    <Show when={props.aside}>
      <span class={style["aside"]}>{props.aside}</span>
    </Show>
  </span>
)
