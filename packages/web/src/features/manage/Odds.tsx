import { createAsync } from "@solidjs/router"
import { Show } from "solid-js"
import { localDate, number } from "../../i18n/format.ts"
import { pool } from "../../i18n/pool.ts"
import { lightOf, useMe } from "../../session/me.tsx"
import { chanceOf } from "./chances.ts"
import type { Mine } from "./data.ts"
import style from "./Manage.module.css"
import { outlook } from "./outlook.ts"

/** How likely a text is to come next, in a number and as a line beside the likeliest; nothing where that is not known. */
const Odds = (props: { readonly item: Mine }) => {
  const me = useMe()
  const ahead = createAsync(() => outlook({}).catch(() => undefined))
  const chance = () => {
    const known = ahead()
    return known && chanceOf(known, props.item)
  }
  const percent = (probability: number) =>
    number(probability, { style: "percent", maximumFractionDigits: probability < 0.1 ? 1 : 0 })
  return (
    <div class={style["odds"]} data-tint={lightOf(me().relationship?.side ?? "second", "").tint}>
      <Show when={chance()}>
        {(chance) => (
          <>
            <Show when={chance().share > 0}>
              <i aria-hidden="true">
                <b style={{ "inline-size": `${chance().share * 100}%` }} />
              </i>
            </Show>
            <span>
              <span class="visually-hidden">{pool().oddsFor(localDate(ahead()?.date ?? ""))}</span>
              {chance().share > 0 ? percent(chance().probability) : pool().noOdds}
            </span>
          </>
        )}
      </Show>
    </div>
  )
}

export default Odds
