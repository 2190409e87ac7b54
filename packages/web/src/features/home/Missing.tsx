import { Match, Switch } from "solid-js"
import { home } from "../../i18n/home.ts"
import { lightOf, useMe } from "../../session/me.tsx"
import { PresenceLights } from "../../ui/PresenceLights.tsx"
import type { Day } from "./data.ts"
import style from "./Home.module.css"
import { saysWhen } from "./when.ts"

export interface MissingProps {
  readonly day: Day
  readonly zone: string
  readonly now: Date
}

/** Why there is no letter: a dim card with the two lights apart, one sentence, and what comes of it. */
export const Missing = (props: MissingProps) => {
  const me = useMe()
  const name = () => props.day.partner.name
  return (
    <div class={style["missing"]} data-tint={lightOf(props.day.partner.side, name()).tint}>
      <PresenceLights
        me={lightOf(me().relationship?.side ?? "second", "")}
        other={lightOf(props.day.partner.side, "")}
        presence="idle"
        size="l"
      />
      <Switch>
        <Match when={props.day.missing === "soon"}>
          <p>{home().soon(name())}</p>
          <p class="quiet">{home().soonSafe}</p>
        </Match>
        <Match when={props.day.missing === "early"}>
          <p>{home().early(name())}</p>
          <p class="quiet">{home().earlySafe(saysWhen(props.day.nextAt, props.zone, props.now))}</p>
        </Match>
        <Match when={true}>
          <p>{home().empty(name())}</p>
          <p class="quiet">{home().emptySafe}</p>
        </Match>
      </Switch>
    </div>
  )
}
