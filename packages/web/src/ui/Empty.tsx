import { type JSX } from "solid-js"
import style from "./Notice.module.css"
import { type Light, PresenceLights } from "./PresenceLights.tsx"

export interface EmptyProps {
  /** one sentence */
  readonly children: JSX.Element
  /** one action */
  readonly action?: JSX.Element
}

const me: Light = { side: "second", tint: "tide" }
const other: Light = { side: "first", tint: "lamp" }

/** A page with nothing on it yet: parted lights, one sentence, one action. */
export const Empty = (props: EmptyProps) => (
  <div class={style["empty"]}>
    <PresenceLights me={me} other={other} presence="offline" size="l" />
    <p>{props.children}</p>
    {props.action}
  </div>
)
