import { A, createAsync } from "@solidjs/router"
import { createMemo, Show, Suspense } from "solid-js"
import { run } from "../../api/client.ts"
import { affirmations } from "../../i18n/affirmations.ts"
import { dayIn } from "../../i18n/format.ts"
import { Stale } from "../../shell/Stale.tsx"
import style from "./Affirmations.module.css"
import { received, watchAnswers, withAnswer } from "./data.ts"
import { DayRow } from "./DayRow.tsx"
import { createKeyset } from "./keyset.ts"
import { MissedRow } from "./MissedRow.tsx"
import { monthAfter } from "./months.ts"
import { Months, nameOf } from "./Months.tsx"
import { More } from "./More.tsx"
import { Nothing } from "./parts.ts"
import { cameOf, missedOf, rowsOf } from "./rows.ts"

export interface DaysProps {
  /** the latest month that is shown; all of them when none is said */
  readonly month: string | undefined
  readonly partner: string
  readonly zone: string
  /** the letter that stands by itself already */
  readonly except: string | undefined
}

/** Everything that came, by day, and the days that brought nothing. Made anew for another month. */
export const Days = (props: DaysProps) => {
  const input = { query: props.month === undefined ? {} : { before: `${monthAfter(props.month)}-01` } }
  const rows = (part: Parameters<typeof rowsOf>[0] & { readonly next: string | null }) => ({
    items: rowsOf(part, dayIn(props.zone)),
    next: part.next
  })
  const shown = createAsync(() => received(input))
  const first = createMemo(() => {
    const part = shown()
    return part && rows(part)
  })
  const list = createKeyset(first, async (after) => rows(await run("deliveries.list", { query: { after } })))
  watchAnswers((id, said) => {
    if (props.month !== undefined) {
      received.change(input, (shown) => ({ ...shown, items: withAnswer(shown.items, id, said) }))
    }
    list.change((items) => withAnswer(items, id, said))
  })
  const came = () => list.items().filter(({ id }) => id !== props.except)
  const latest = () => dayIn(props.zone).slice(0, 7)
  const later = () => {
    const next = props.month === undefined ? undefined : monthAfter(props.month)
    return next === undefined || next > latest() ? undefined : next
  }

  return (
    <Show when={first()}>
      <Stale failure={received.failure(input)} onRetry={() => received.refresh(input)} />
      <div class={style["months"]}>
        <Show when={later()}>
          {(month) => (
            <A
              class={style["later"]}
              href={month() === latest() ? "/affirmations" : `/affirmations?month=${month()}`}
              noScroll
            >
              {affirmations().later(nameOf(month(), props.zone))}
            </A>
          )}
        </Show>
        <Show when={props.month}>
          {(month) => (
            <Show when={came().length > 0 && !came()[0]?.date.startsWith(month())}>
              <p class="quiet">{affirmations().nothingIn(nameOf(month(), props.zone))}</p>
            </Show>
          )}
        </Show>
        <Months rows={came()} zone={props.zone}>
          {(row) => (
            <Show
              when={missedOf(row())}
              fallback={<Show when={cameOf(row())}>{(came) => <DayRow delivery={came()} zone={props.zone} />}</Show>}
            >
              {(missed) => <MissedRow row={missed()} partner={props.partner} />}
            </Show>
          )}
        </Months>
        <More list={list} label={affirmations().more} />
      </div>
      <Show when={list.items().length === 0}>
        <Suspense>
          <Nothing of={{ month: props.month }} partner={props.partner} zone={props.zone} />
        </Suspense>
      </Show>
    </Show>
  )
}
