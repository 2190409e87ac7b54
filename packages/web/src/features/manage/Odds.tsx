import { Show } from "solid-js"
import { localDate, number } from "../../i18n/format.ts"
import { manage } from "../../i18n/manage.ts"
import { lightOf, useMe } from "../../session/me.tsx"
import style from "./Manage.module.css"
import type { Chance } from "./outlook.ts"

/** How likely a text is to come next, in a number and as a line beside the likeliest; nothing where that is not known. */
export const Odds = (props: { readonly chance: Chance | undefined; readonly date: string | undefined }) => {
  const me = useMe()
  const percent = (probability: number) =>
    number(probability, { style: "percent", maximumFractionDigits: probability < 0.1 ? 1 : 0 })
  return (
    <div class={style["odds"]} data-tint={lightOf(me().relationship?.side ?? "second", "").tint}>
      <Show when={props.chance}>
        {(chance) => (
          <>
            <Show when={chance().share > 0}>
              <i aria-hidden="true">
                <b style={{ "inline-size": `${chance().share * 100}%` }} />
              </i>
            </Show>
            <span>
              <span class="visually-hidden">{manage().oddsFor(localDate(props.date ?? ""))}</span>
              {chance().share > 0 ? percent(chance().probability) : manage().noOdds}
            </span>
          </>
        )}
      </Show>
    </div>
  )
}
