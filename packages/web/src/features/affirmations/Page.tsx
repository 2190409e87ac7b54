import { createAsync } from "@solidjs/router"
import { Show, Suspense } from "solid-js"
import { run } from "../../api/client.ts"
import { affirmations } from "../../i18n/affirmations.ts"
import { dayIn, localDate } from "../../i18n/format.ts"
import { useMe } from "../../session/me.tsx"
import { Stale } from "../../shell/Stale.tsx"
import { ButtonLink } from "../../ui/Button.tsx"
import { Each } from "../../ui/Each.tsx"
import { Empty } from "../../ui/Empty.tsx"
import { Page } from "../../ui/Page.tsx"
import { Skeleton, Skeletons } from "../../ui/Skeleton.tsx"
import { Today } from "../home/Today.tsx"
import style from "./Affirmations.module.css"
import { Both } from "./Both.tsx"
import { received, watchAnswers, withAnswer } from "./data.ts"
import { DayRow } from "./DayRow.tsx"
import { createKeyset } from "./keyset.ts"
import { monthsOf } from "./months.ts"
import { More } from "./More.tsx"

const Soon = () => (
  <Skeletons>
    <Skeleton width="s" />
    <Skeleton height="l" />
    <Skeleton height="l" width="l" />
    <Skeleton height="l" width="m" />
  </Skeletons>
)

/** Everything that came, by day. */
const Affirmations = () => {
  const me = useMe()
  const first = createAsync(() => received({ query: {} }))
  const list = createKeyset(first, (after) => run("deliveries.list", { query: { after } }))
  watchAnswers((id, said) => list.change((items) => withAnswer(items, id, said)))

  const zone = () => me().user.zone
  const partner = () => me().relationship?.partner
  const today = () => list.items().find(({ date, kind }) => date === dayIn(zone()) && kind !== "extra")
  const before = () => list.items().filter(({ id }) => id !== today()?.id)
  const heading = (month: string) => {
    const thisYear = month.startsWith(dayIn(zone()).slice(0, 4))
    return localDate(`${month}-01`, thisYear ? { month: "long" } : { month: "long", year: "numeric" })
  }

  return (
    <Page title={affirmations().title} class={style["page"]} beside={<Both />}>
      <Suspense fallback={<Soon />}>
        <Show when={first() && partner()}>
          {(other) => (
            <>
              <Stale failure={received.failure({ query: {} })} onRetry={() => received.refresh({ query: {} })} />
              <Show when={today()}>
                {(delivery) => (
                  <div class={style["today"]}>
                    <Today delivery={delivery()} partner={other()} zone={zone()} />
                  </div>
                )}
              </Show>
              <Show when={list.items().length === 0}>
                <Empty
                  action={
                    <ButtonLink href="/manage" kind="primary">
                      {affirmations().emptyAction(other().name)}
                    </ButtonLink>
                  }
                >
                  {affirmations().empty(other().name)}
                </Empty>
              </Show>
              <div class={style["months"]}>
                <Each each={monthsOf(before())}>
                  {(month) => (
                    <section>
                      <h2>{heading(month().id)}</h2>
                      <ol>
                        <Each each={month().items}>{(delivery) => <DayRow delivery={delivery()} zone={zone()} />}</Each>
                      </ol>
                    </section>
                  )}
                </Each>
                <More list={list} label={affirmations().more} />
              </div>
            </>
          )}
        </Show>
      </Suspense>
    </Page>
  )
}

export default Affirmations
