import { createAsync } from "@solidjs/router"
import { Show, Suspense } from "solid-js"
import { localDate } from "../../i18n/format.ts"
import { home } from "../../i18n/home.ts"
import { useMe } from "../../session/me.tsx"
import { Stale } from "../../shell/Stale.tsx"
import { Each } from "../../ui/Each.tsx"
import { Page } from "../../ui/Page.tsx"
import { Skeleton, Skeletons } from "../../ui/Skeleton.tsx"
import { createClock } from "./clock.ts"
import { latest, lettersOf } from "./data.ts"
import style from "./Home.module.css"
import { Missing } from "./Missing.tsx"
import { Next } from "./Next.tsx"
import { lookWhenDue, noticeArrival } from "./refresh.ts"
import { Today } from "./Today.tsx"
import { Waiting } from "./Waiting.tsx"
import { partOfDay } from "./when.ts"

const Soon = () => (
  <div class={style["letter"]}>
    <Skeletons>
      <Skeleton height="xl" />
      <Skeleton width="m" />
    </Skeletons>
  </div>
)

/** The first page of a morning: today's words, or why there are none. */
const Home = () => {
  const me = useMe()
  const now = createClock()
  const shown = createAsync(() => latest({}))
  const zone = () => me().user.zone
  lookWhenDue(shown)
  const arrived = noticeArrival(shown)
  return (
    <Page
      title={partOfDay(zone(), now())}
      documentTitle={home().title}
      class={style["home"]}
      lede={
        <Suspense fallback={"\u00a0"}>
          {shown() && home().together(localDate(shown()!.date), shown()!.daysTogether)}
        </Suspense>
      }
    >
      <p class="visually-hidden" role="status">{arrived() && home().arrived(arrived()!)}</p>
      <Suspense fallback={<Soon />}>
        <Show when={shown()}>
          {(day) => (
            <>
              <Stale failure={latest.failure({})} onRetry={() => latest.refresh({})} />
              <section
                class={style["letter"]}
                data-two={lettersOf(day()).length > 1 ? "" : undefined}
                aria-label={home().today}
              >
                <Each each={lettersOf(day())}>
                  {(letter) => <Today delivery={letter()} partner={day().partner} zone={zone()} />}
                </Each>
                <Show when={!day().today}>
                  <Missing day={day()} zone={zone()} now={now()} />
                </Show>
                <Show when={day().today !== null || day().missing === "empty"}>
                  <Next at={day().nextAt} zone={zone()} now={now()} />
                </Show>
              </section>
              <section class={style["side"]}>
                <Waiting written={day().written} partner={day().partner} />
              </section>
            </>
          )}
        </Show>
      </Suspense>
    </Page>
  )
}

export default Home
