import { createAsync } from "@solidjs/router"
import { onCleanup, Show, Suspense } from "solid-js"
import { run } from "../../api/client.ts"
import { affirmations } from "../../i18n/affirmations.ts"
import { manage } from "../../i18n/manage.ts"
import { useMe } from "../../session/me.tsx"
import { Stale } from "../../shell/Stale.tsx"
import { Each } from "../../ui/Each.tsx"
import { Empty } from "../../ui/Empty.tsx"
import { Card, Page } from "../../ui/Page.tsx"
import { Skeleton, Skeletons } from "../../ui/Skeleton.tsx"
import { Both } from "../affirmations/Both.tsx"
import { createKeyset } from "../affirmations/keyset.ts"
import { More } from "../affirmations/More.tsx"
import { Composer } from "./Composer.tsx"
import { removed, watchWritten, written } from "./data.ts"
import style from "./Manage.module.css"
import { Row } from "./Row.tsx"

const Soon = () => (
  <Card>
    <Skeletons>
      <Skeleton height="l" width="l" />
      <Skeleton width="s" />
      <Skeleton height="l" width="m" />
      <Skeleton width="s" />
    </Skeletons>
  </Card>
)

/** Everything I wrote for the other one, and a sheet to write more. */
const Manage = () => {
  const me = useMe()
  const first = createAsync(() => written({ query: {} }))
  const list = createKeyset(first, (after) => run("affirmations.list", { query: { after } }))
  onCleanup(watchWritten((change) => list.change(change)))
  const items = () => list.items().filter(({ id }) => !removed().has(id))
  const partner = () => me().relationship?.partner.name ?? ""
  return (
    <Page title={affirmations().title} documentTitle={manage().documentTitle(partner())} beside={<Both />}>
      <Composer partner={partner()} />
      <Suspense fallback={<Soon />}>
        <Show when={first()}>
          <Stale failure={written.failure({ query: {} })} onRetry={() => written.refresh({ query: {} })} />
          <Show when={items().length > 0} fallback={<Empty>{manage().empty(partner())}</Empty>}>
            <Card class={style["list"]}>
              <h2 class="visually-hidden">{manage().written}</h2>
              <ul>
                <Each each={items()}>{(item) => <Row item={item()} zone={me().user.zone} />}</Each>
              </ul>
            </Card>
          </Show>
          <More list={list} label={manage().earlier} />
        </Show>
      </Suspense>
    </Page>
  )
}

export default Manage
