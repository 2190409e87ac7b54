import { Show } from "solid-js"
import { home } from "../../i18n/home.ts"
import { lightOf, useMe } from "../../session/me.tsx"
import { ButtonLink } from "../../ui/Button.tsx"
import { Card } from "../../ui/Page.tsx"
import { By } from "../../ui/PresenceLights.tsx"
import type { Day } from "./data.ts"
import style from "./Home.module.css"

export interface WaitingProps {
  /** how many of my texts can still be sent */
  readonly written: number
  readonly partner: Day["partner"]
}

/** What I have written for the other one and what to do about it. */
export const Waiting = (props: WaitingProps) => {
  const me = useMe()
  return (
    <Card class={style["waiting"]}>
      <By light={lightOf(me().relationship?.side ?? "second", "")} name={me().user.name} />
      <h2>
        {props.written > 0
          ? home().waiting(props.written, props.partner.name)
          : home().noneWaiting(props.partner.name)}
      </h2>
      <p class="quiet">
        <Show when={props.written > 0} fallback={home().noneWaitingSafe(props.partner.name)}>
          {home().waitingSafe}
        </Show>
      </p>
      <ButtonLink href="/manage" kind={props.written > 0 ? "quiet" : "primary"}>{home().write}</ButtonLink>
    </Card>
  )
}
