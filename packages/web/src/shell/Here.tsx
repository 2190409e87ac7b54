import { Show } from "solid-js"
import { m } from "../i18n/messages.ts"
import { lightOf, useMe } from "../session/me.tsx"
import { presence } from "../session/presence.ts"
import { PresenceLights } from "../ui/PresenceLights.tsx"
import style from "./Shell.module.css"

const words = (name: string) => {
  const shell = m().shell
  return { online: shell.isHere, idle: shell.steppedAway, offline: shell.isOut }[presence()](name)
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
