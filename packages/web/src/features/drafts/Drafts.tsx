import { createAsync } from "@solidjs/router"
import { Show } from "solid-js"
import { drafts as said } from "../../i18n/drafts.ts"
import { Part } from "../../shell/Part.tsx"
import { Stale } from "../../shell/Stale.tsx"
import { ButtonLink } from "../../ui/Button.tsx"
import { Each } from "../../ui/Each.tsx"
import { Empty } from "../../ui/Empty.tsx"
import { Card, Page } from "../../ui/Page.tsx"
import { Composer } from "../manage/Composer.tsx"
import style from "../manage/Manage.module.css"
import { Soon } from "../manage/Soon.tsx"
import Starters from "../manage/Starters.tsx"
import { drafts, removed, write } from "./data.ts"
import { DraftRow } from "./DraftRow.tsx"

/** So few that a beginning may help. */
const few = 5

const Written = () => {
  const known = createAsync(() => drafts({}))
  const items = () => (known()?.items ?? []).filter(({ id }) => !removed().has(id)).toReversed()
  return (
    <Show when={known()}>
      <Stale failure={drafts.failure({})} onRetry={() => drafts.refresh({})} />
      <Show when={items().length > 0} fallback={<Empty>{said().empty}</Empty>}>
        <Card class={style["list"]}>
          <h2 class="visually-hidden">{said().written}</h2>
          <ul>
            <Each each={items()}>{(item) => <DraftRow item={item()} />}</Each>
          </ul>
        </Card>
      </Show>
      <Show when={items().length < few}>
        <Starters />
      </Show>
    </Show>
  )
}

/** What somebody writes before there is anybody to write for. */
const Drafts = () => (
  <Page
    title={said().title}
    lede={said().lede}
    beside={<ButtonLink href="/pair">{said().toPair}</ButtonLink>}
  >
    <Composer alone={{ label: said().new, placeholder: said().placeholder, kept: said().kept, write }} />
    <Part skeleton={<Soon />}>
      <Written />
    </Part>
  </Page>
)

export default Drafts
