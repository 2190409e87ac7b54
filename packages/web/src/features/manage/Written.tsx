import { createAsync } from "@solidjs/router"
import sprout from "lucide-static/icons/sprout.svg?path"
import { onCleanup, Show } from "solid-js"
import { run } from "../../api/client.ts"
import { localDate } from "../../i18n/format.ts"
import { manage } from "../../i18n/manage.ts"
import { Stale } from "../../shell/Stale.tsx"
import { Banner } from "../../ui/Banner.tsx"
import { Each } from "../../ui/Each.tsx"
import { Empty } from "../../ui/Empty.tsx"
import { Card } from "../../ui/Page.tsx"
import { createKeyset } from "../affirmations/keyset.ts"
import { More } from "../affirmations/More.tsx"
import { removed, watchWritten, written } from "./data.ts"
import style from "./Manage.module.css"
import { Odds } from "./Odds.tsx"
import { createOutlook, running } from "./outlook.ts"
import { Row } from "./Row.tsx"

export interface WrittenProps {
  readonly partner: string
  readonly zone: string
}

/** What I wrote, the newest first. */
export const Written = (props: WrittenProps) => {
  const first = createAsync(() => written({ query: {} }))
  const list = createKeyset(first, (after) => run("affirmations.list", { query: { after } }))
  onCleanup(watchWritten((change) => list.change(change)))
  const items = () => list.items().filter(({ id }) => !removed().has(id))
  const ahead = createOutlook(items)
  return (
    <Show when={first()}>
      <Stale failure={written.failure({ query: {} })} onRetry={() => written.refresh({ query: {} })} />
      <Show when={ahead.shown()}>
        {(shown) => (
          <Show when={running(shown().health) !== undefined}>
            <Banner icon={sprout} title={manage().left(running(shown().health) ?? 0, props.partner)}>
              {manage().leftSafe}
            </Banner>
          </Show>
        )}
      </Show>
      <Show when={items().length > 0} fallback={<Empty>{manage().empty(props.partner)}</Empty>}>
        <Card class={style["list"]}>
          <h2 class="visually-hidden">{manage().written}</h2>
          <Show when={ahead.shown()}>
            {(shown) => <p class={style["head"]} aria-hidden="true">{manage().oddsFor(localDate(shown().date))}</p>}
          </Show>
          <ul>
            <Each each={items()}>
              {(item) => (
                <Row
                  item={item()}
                  zone={props.zone}
                  odds={<Odds chance={ahead.chanceOf(item())} date={ahead.shown()?.date} />}
                />
              )}
            </Each>
          </ul>
        </Card>
      </Show>
      <More list={list} label={manage().earlier} />
    </Show>
  )
}
