import { Show } from "solid-js"
import { shell } from "../i18n/shell.ts"
import { lightOf, useMe } from "../session/me.tsx"
import { presence } from "../session/presence.ts"
import { PresenceLights } from "../ui/PresenceLights.tsx"
import style from "./Shell.module.css"

const words = (name: string) => {
  const { isHere, isOut, steppedAway } = shell()
  return { online: isHere, idle: steppedAway, offline: isOut }[presence()](name)
}

/** Whether the other one is here, in words and in light; nothing while nobody is paired. */
export const Here = () => {
  const me = useMe()
  return (
    <Show when={me().relationship}>
      {(couple) => (
        <span class={style["here"]}>
          <PresenceLights
            me={lightOf(couple().side, "")}
            other={lightOf(couple().partner.side, "")}
            presence={presence()}
            size="m"
          />
          {words(couple().partner.name)}
        </span>
      )}
    </Show>
  )
}
