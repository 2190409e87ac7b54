import { createAsync } from "@solidjs/router"
import { createSignal, Show, Suspense } from "solid-js"
import { run } from "../../api/client.ts"
import { looking } from "../../i18n/looking.ts"
import style from "./Affirmations.module.css"
import { type Said, watchAnswers } from "./data.ts"
import { DayRow } from "./DayRow.tsx"
import { createKeyset } from "./keyset.ts"
import { monthAfter } from "./months.ts"
import { Months, nameOf } from "./Months.tsx"
import { More } from "./More.tsx"
import { Nothing } from "./parts.ts"
import type { Looking } from "./where.ts"

export interface FoundProps {
  readonly of: Looking
  readonly partner: string
  readonly zone: string
}

/** What was found, the latest first, and how far back was looked. Made anew for another question. */
const Found = (props: FoundProps) => {
  const { month, only, query } = props.of
  const [said, setSaid] = createSignal<ReadonlyMap<string, Said>>(new Map())
  const [reached, setReached] = createSignal<string | null>(null)
  const ask = async (after?: string) => {
    const part = await run("deliveries.search", {
      payload: {
        ...(query !== undefined && { query }),
        ...(only !== undefined && { only }),
        ...(month !== undefined && { before: `${monthAfter(month)}-01` }),
        ...(after !== undefined && { after })
      }
    })
    setReached(part.reached)
    return part
  }
  const first = createAsync(() => ask())
  const list = createKeyset(first, ask)
  watchAnswers((id, answer) => setSaid((all) => new Map(all).set(id, { ...all.get(id), ...answer })))
  const items = () => list.items().map((item) => ({ ...item, ...said().get(item.id) }))
  const back = () => {
    const date = reached()
    return date === null ? "" : looking().searchedBack(nameOf(date.slice(0, 7), props.zone))
  }

  return (
    <Show when={first()}>
      <div class={style["months"]}>
        <p class={items().length > 0 ? "quiet" : "visually-hidden"} role="status">
          {looking().found(items().length, list.hasMore())}
        </p>
        <Months rows={items()} zone={props.zone}>
          {(item) => <DayRow delivery={item()} zone={props.zone} />}
        </Months>
        <Show when={list.hasMore()}>
          <p class={style["back"]}>{back()}</p>
        </Show>
        <More list={list} label={looking().goOn} />
      </div>
      <Show when={items().length === 0 && !list.hasMore()}>
        <Suspense>
          <Nothing {...props} />
        </Suspense>
      </Show>
    </Show>
  )
}

export default Found
