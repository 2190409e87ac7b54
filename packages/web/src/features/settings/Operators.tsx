import { createResource, For, Show } from "solid-js"
import { type Output, run } from "../../api/client.ts"
import { date } from "../../i18n/format.ts"
import { settings } from "../../i18n/settings.ts"
import { useMe } from "../../session/me.tsx"
import { Card } from "../../ui/Page.tsx"
import { createKeyset } from "../affirmations/keyset.ts"
import { More } from "../affirmations/More.tsx"
import style from "./Settings.module.css"

type Seen = Output<"audit.list">["items"][number]

/** Who of those that run this Lumi read what we wrote for each other; there for both of us. */
export const Operators = () => {
  const me = useMe()
  const [first] = createResource(() => run("audit.list", { query: {} }).catch(() => undefined))
  const list = createKeyset<Seen>(() => first.latest, (after) => run("audit.list", { query: { after } }))
  const when = ({ at }: Seen) =>
    date(at, me().user.zone, { day: "numeric", month: "long", year: "numeric", hour: "numeric", minute: "2-digit" })
  return (
    <Card class={style["card"]}>
      <h2>{settings().operators}</h2>
      <Show when={first.state === "ready"}>
        <Show
          when={list.items().length > 0}
          fallback={
            <p class="quiet">
              {first.latest === undefined ? settings().operatorsFailed : settings().operatorsNone}
            </p>
          }
        >
          <ul class={style["seen"]}>
            <For each={list.items()}>
              {(one) => (
                <li>
                  <b>{settings().operatorsRead[one.what]}</b>
                  <small>{`${one.who}, ${when(one)}`}</small>
                </li>
              )}
            </For>
          </ul>
          <More list={list} label={settings().operatorsMore} />
        </Show>
      </Show>
    </Card>
  )
}
