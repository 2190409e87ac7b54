import { Show } from "solid-js"
import { home } from "../../i18n/home.ts"
import { lightOf, useMe } from "../../session/me.tsx"
import { By } from "../../ui/PresenceLights.tsx"
import type { Received } from "./data.ts"
import style from "./Reply.module.css"

/** What I answered, in my colour and on my side; nothing while I have not. */
export const Reply = (props: { readonly reply: Received["reply"]; readonly onLight?: boolean | undefined }) => {
  const me = useMe()
  const light = () => lightOf(me().relationship?.side ?? "second", "")
  return (
    <Show when={props.reply}>
      {(reply) => (
        <p class={style["reply"]} data-tint={light().tint} data-glass={props.onLight ? "" : undefined}>
          <span>
            <By light={light()} name="" />
            <span class="visually-hidden">{home().youAnswered}</span>
            <span class="words" dir="auto">{reply().text}</span>
          </span>
        </p>
      )}
    </Show>
  )
}
