import { lightOf } from "../../session/me.tsx"
import type { Side } from "../../ui/PresenceLights.tsx"
import { PresenceLights } from "../../ui/PresenceLights.tsx"
import type { Stranger } from "./data.ts"
import style from "./Pair.module.css"

export interface PersonProps {
  readonly person: Stranger
  /** where they would stand: the one who invites is the first */
  readonly side: Side
  readonly me: string
}

/** Who it is: enough to know them by, before anything is shared. */
export const Person = (props: PersonProps) => (
  <div class={style["person"]} data-tint={lightOf(props.side, "").tint}>
    <PresenceLights
      me={lightOf(props.side === "first" ? "second" : "first", props.me)}
      other={lightOf(props.side, props.person.name)}
      presence="idle"
      size="xl"
    />
    <span>
      <b>{props.person.name}</b>
      <small>{props.person.emailHint}</small>
    </span>
  </div>
)
