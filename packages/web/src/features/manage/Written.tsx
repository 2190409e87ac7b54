import { createAsync } from "@solidjs/router"
import { createEffect, createSignal, onCleanup, Show, Suspense, useTransition } from "solid-js"
import { run } from "../../api/client.ts"
import { manage } from "../../i18n/manage.ts"
import { Stale } from "../../shell/Stale.tsx"
import { Each } from "../../ui/Each.tsx"
import { Card } from "../../ui/Page.tsx"
import { createKeyset } from "../affirmations/keyset.ts"
import { More } from "../affirmations/More.tsx"
import { removed, watchWritten, written } from "./data.ts"
import style from "./Manage.module.css"
import { type Only, only, setOnly } from "./only.ts"
import { followOutlook } from "./outlook.ts"
import { Row } from "./Row.tsx"
import { Again, Nothing, Odds, Starters, Tools } from "./sheets.ts"

export interface WrittenProps {
  readonly partner: string
  readonly zone: string
}

/** So few that a beginning may help. */
const few = 5

/** What I wrote, and which of it is shown. */
export const Written = (props: WrittenProps) => {
  const [, start] = useTransition()
  const show = (next: Only | undefined) => void start(() => setOnly(next))
  /** The button that was pressed goes with what it stood under. */
  const showAll = () => {
    show(undefined)
    document.querySelector<HTMLElement>("main h1")?.focus({ preventScroll: true })
  }
  const shown = (): Only | "all" => only() ?? "all"
  onCleanup(() => setOnly(undefined))
  return (
    <>
      <Suspense fallback={<div class={style["soon"]} />}>
        <Tools {...props} only={only()} onOnly={show} />
      </Suspense>
      <Show when={shown()} keyed>
        {(which) => <List {...props} only={which === "all" ? undefined : which} onAll={showAll} />}
      </Show>
    </>
  )
}

/** Some of it, or all, the newest first. */
const List = (props: WrittenProps & { readonly only: Only | undefined; readonly onAll: () => void }) => {
  const query = props.only === undefined ? {} : { only: props.only }
  const first = createAsync(() => written({ query }))
  const [read, setRead] = createSignal<ReadonlyArray<string>>([])
  const load = async (after: string) => {
    const part = await run("affirmations.list", { query: { ...query, after } })
    setRead((all) => [...all, after])
    return part
  }
  const list = createKeyset(first, load)
  onCleanup(watchWritten((change) => list.change(change)))
  const items = () => list.items().filter(({ id }) => !removed().has(id))
  followOutlook(items)
  // a part of a few among many may be empty and go on
  createEffect(() => {
    if (items().length === 0 && list.hasMore() && !list.failed()) void list.more()
  })
  return (
    <Show when={first()}>
      <Stale failure={written.failure({ query })} onRetry={() => written.refresh({ query })} />
      <Show
        when={items().length > 0}
        fallback={
          <Show when={!list.hasMore()}>
            <Suspense>
              <Nothing only={props.only} partner={props.partner} onAll={props.onAll} />
            </Suspense>
          </Show>
        }
      >
        <Card class={style["list"]}>
          <h2 class="visually-hidden">{manage().written}</h2>
          <ul>
            <Each each={items()}>
              {(item) => (
                <Row
                  item={item()}
                  zone={props.zone}
                  odds={
                    <Suspense>
                      <Odds item={item()} />
                    </Suspense>
                  }
                />
              )}
            </Each>
          </ul>
        </Card>
      </Show>
      <More list={list} label={manage().earlier} />
      <Show when={read().length > 0}>
        <Suspense>
          <Again query={query} read={read()} onFresh={list.change} />
        </Suspense>
      </Show>
      <Show when={props.only === undefined && items().length < few && !list.hasMore()}>
        <Suspense>
          <Starters />
        </Suspense>
      </Show>
    </Show>
  )
}
