import heart from "lucide-static/icons/heart.svg?path"
import { createResource, Show } from "solid-js"
import { localDate } from "../../i18n/format.ts"
import { said } from "../../i18n/said.ts"
import { ui } from "../../i18n/ui.ts"
import { lightOf, useMe } from "../../session/me.tsx"
import { Banner } from "../../ui/Banner.tsx"
import { Dialog } from "../../ui/Dialog.tsx"
import { Each } from "../../ui/Each.tsx"
import { Icon } from "../../ui/Icon.tsx"
import { Skeleton, Skeletons } from "../../ui/Skeleton.tsx"
import { createKeyset } from "../affirmations/keyset.ts"
import { More } from "../affirmations/More.tsx"
import { answersOf } from "./answers.ts"
import type { Mine } from "./data.ts"
import style from "./Said.module.css"

export interface AnswersProps {
  readonly open: boolean
  readonly item: Mine
  readonly onClose: () => void
}

/** Everything the other one said of one text, by day. */
const Answers = (props: AnswersProps) => {
  const me = useMe()
  const partner = () => me().relationship?.partner
  const List = () => {
    const [first] = createResource(() => answersOf(props.item.id))
    const known = () => first.state === "ready" ? first() : undefined
    const list = createKeyset(known, (after) => answersOf(props.item.id, after))
    return (
      <div class={style["all"]} data-tint={lightOf(partner()?.side ?? "first", "").tint}>
        <p class="words" dir="auto">{props.item.text}</p>
        <Show when={first.state === "errored"}>
          <Banner kind="error" title={ui().failed}>{ui().failedSafe}</Banner>
        </Show>
        <Show when={first.loading}>
          <Skeletons>
            <Skeleton width="s" />
            <Skeleton height="l" width="m" />
          </Skeletons>
        </Show>
        <Show when={known()?.items.length === 0}>
          <p class="quiet">{said().none(partner()?.name ?? "")}</p>
        </Show>
        <ul>
          <Each each={list.items()}>
            {(one) => (
              <li>
                <span>
                  {localDate(one().date, { day: "numeric", month: "long", year: "numeric" })}
                  <Show when={one().lovedAt}>
                    <Icon of={heart} small />
                    <span class="visually-hidden">{said().heart}</span>
                  </Show>
                </span>
                <Show when={one().reply}>{(reply) => <p class="words" dir="auto">{reply().text}</p>}</Show>
              </li>
            )}
          </Each>
        </ul>
        <More list={list} label={said().earlier} />
      </div>
    )
  }
  return (
    <Dialog open={props.open} title={said().all(partner()?.name ?? "")} onClose={props.onClose}>
      <List />
    </Dialog>
  )
}

export default Answers
