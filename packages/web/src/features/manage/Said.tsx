import { createAsync } from "@solidjs/router"
import { Show } from "solid-js"
import { said } from "../../i18n/said.ts"
import { lightOf, useMe } from "../../session/me.tsx"
import { Button } from "../../ui/Button.tsx"
import { createOnDemand, OnDemand } from "../../ui/OnDemand.tsx"
import { By } from "../../ui/PresenceLights.tsx"
import { answered, wordsOf } from "./answers.ts"
import type { Mine } from "./data.ts"
import style from "./Said.module.css"
import { Answers } from "./sheets.ts"

/** What the other one last said of a text, in their colour, and the way to all they said. */
const Said = (props: { readonly item: Mine }) => {
  const me = useMe()
  const partner = () => me().relationship?.partner
  const light = () => lightOf(partner()?.side ?? "first", "")
  const latest = createAsync(() => answered({ query: {} }).catch(() => undefined))
  const words = () => {
    const known = latest()
    return known && wordsOf(known, props.item.id)
  }
  const all = createOnDemand()
  return (
    <div class={style["said"]} data-tint={light().tint}>
      <Show when={words()}>
        {(text) => (
          <p>
            <By light={light()} name={said().by(partner()?.name ?? "")} />
            <span class="words" dir="auto">{text()}</span>
          </p>
        )}
      </Show>
      <Show when={(props.item.replies ?? 0) > (words() === undefined ? 0 : 1)}>
        <Button kind="plain" aria-haspopup="dialog" onClick={all.ask}>{said().all(partner()?.name ?? "")}</Button>
      </Show>
      <OnDemand of={all}>
        <Answers open={all.open()} item={props.item} onClose={all.close} />
      </OnDemand>
    </div>
  )
}

export default Said
