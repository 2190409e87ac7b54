import { Show } from "solid-js"
import { shell } from "../i18n/shell.ts"
import { lightOf, useMe } from "../session/me.tsx"
import { presence } from "../session/presence.ts"
import { type Presence, PresenceLights } from "../ui/PresenceLights.tsx"
import style from "./Shell.module.css"

const words = (name: string, how: Presence) => {
  const { isHere, isOut, steppedAway } = shell()
  return { online: isHere, idle: steppedAway, offline: isOut }[how](name)
}

/** The other one by name and light, and whether they are here once something tells; nothing while nobody is paired. */
export const Here = () => {
  const me = useMe()
  return (
    <Show when={me().relationship}>
      {(couple) => (
        <span class={style["here"]}>
          <PresenceLights
            me={lightOf(couple().side, "")}
            other={lightOf(couple().partner.side, "")}
            presence={presence() ?? "idle"}
            size="m"
          />
          <Show when={presence()} fallback={couple().partner.name}>
            {(how) => words(couple().partner.name, how())}
          </Show>
        </span>
      )}
    </Show>
  )
}
