import { createAsync } from "@solidjs/router"
import sprout from "lucide-static/icons/sprout.svg?path"
import { For, Show, Suspense } from "solid-js"
import { localDate, number } from "../../i18n/format.ts"
import { pool } from "../../i18n/pool.ts"
import { Banner } from "../../ui/Banner.tsx"
import { Chip } from "../../ui/Chip.tsx"
import { running } from "./chances.ts"
import { everyOnly, type Only } from "./only.ts"
import { outlook } from "./outlook.ts"
import style from "./Pool.module.css"
import { SendNow } from "./SendNow.tsx"

export interface ToolsProps {
  readonly partner: string
  readonly zone: string
  readonly only: Only | undefined
  readonly onOnly: (only: Only | undefined) => void
}

/** What stands over the list: how the pool is doing, and which of it is shown. Without an answer there are no numbers. */
const Tools = (props: ToolsProps) => {
  const ahead = createAsync(() => outlook({}).catch(() => undefined))
  const counts = () => ahead()?.counts
  const left = () => {
    const known = ahead()
    return known && running(known.health)
  }
  const label = (only: Only | "all") => {
    const count = counts()?.[only]
    return count === undefined ? pool().only[only] : `${pool().only[only]} ${number(count)}`
  }
  return (
    <>
      <Show when={left() !== undefined}>
        <Banner icon={sprout} title={pool().left(left() ?? 0, props.partner)}>{pool().leftSafe}</Banner>
      </Show>
      <Show when={counts()?.all !== 0}>
        <div class={style["tools"]}>
          <div class={style["filters"]} role="group" aria-label={pool().which}>
            <Chip pressed={props.only === undefined} onPress={() => props.onOnly(undefined)}>{label("all")}</Chip>
            <For each={everyOnly}>
              {(one) => <Chip pressed={props.only === one} onPress={() => props.onOnly(one)}>{label(one)}</Chip>}
            </For>
          </div>
          <Suspense>
            <SendNow partner={props.partner} zone={props.zone} />
          </Suspense>
          <p class={style["head"]} aria-hidden="true">
            <span>{pool().words}</span>
            <span>{ahead() && pool().oddsFor(localDate(ahead()?.date ?? ""))}</span>
          </p>
        </div>
      </Show>
    </>
  )
}

export default Tools
