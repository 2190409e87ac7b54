import { createAsync } from "@solidjs/router"
import { Show } from "solid-js"
import { affirmations } from "../../i18n/affirmations.ts"
import { dayIn } from "../../i18n/format.ts"
import { useMe } from "../../session/me.tsx"
import { Part } from "../../shell/Part.tsx"
import { Page } from "../../ui/Page.tsx"
import { Skeleton, Skeletons } from "../../ui/Skeleton.tsx"
import style from "./Affirmations.module.css"
import type { AsideProps } from "./Aside.tsx"
import { Both } from "./Both.tsx"
import { received } from "./data.ts"
import { Days } from "./Days.tsx"
import { Aside, Found, Tools } from "./parts.ts"
import { type Looking, useLooking } from "./where.ts"

const Soon = () => (
  <Skeletons>
    <Skeleton width="s" />
    <Skeleton height="l" />
    <Skeleton height="l" width="l" />
    <Skeleton height="l" width="m" />
  </Skeletons>
)

const LetterSoon = () => (
  <div class={style["today"]}>
    <Skeletons>
      <Skeleton height="xl" />
    </Skeletons>
  </div>
)

// they are chunks of their own, and on their way before anything is known to show in them
void Tools.preload()
void Aside.preload()

interface EverythingProps {
  readonly looking: Looking
  readonly partner: AsideProps["partner"]
  readonly zone: string
}

/** Today's letter beside all of it, or what somebody looks for. Without the latest ones there is neither. */
const Everything = (props: EverythingProps) => {
  const newest = createAsync(() => received({ query: {} }))
  const today = () => newest()?.items.find(({ date, kind }) => date === dayIn(props.zone) && kind !== "extra")
  /** what is shown, by its name: something else is made anew */
  const shown = () => JSON.stringify(props.looking)
  const isSearch = () => props.looking.query !== undefined || props.looking.only !== undefined
  return (
    <>
      <Show when={newest()?.items.length}>
        <div class={style["aside"]} data-looking={shown() === "{}" ? undefined : ""}>
          <Part skeleton={<LetterSoon />}>
            <Aside today={today()} partner={props.partner} zone={props.zone} />
          </Part>
        </div>
      </Show>
      <Part skeleton={<Soon />}>
        <Show when={shown()} keyed>
          <Show
            when={isSearch()}
            fallback={
              <Days month={props.looking.month} partner={props.partner.name} zone={props.zone} except={today()?.id} />
            }
          >
            <Found of={props.looking} partner={props.partner.name} zone={props.zone} />
          </Show>
        </Show>
      </Part>
    </>
  )
}

/** Everything that came: today's letter, and all of it by day, by month, or by what somebody looks for. */
const Affirmations = () => {
  const me = useMe()
  const { look, looking } = useLooking()
  const zone = () => me().user.zone
  return (
    <Page title={affirmations().title} class={style["page"]} beside={<Both />}>
      <Show when={me().relationship?.partner}>
        {(partner) => (
          <>
            <Part skeleton={<div class={style["tools-soon"]} />}>
              <Tools looking={looking()} onLook={look} partner={partner().name} zone={zone()} />
            </Part>
            <Part skeleton={<Soon />}>
              <Everything looking={looking()} partner={partner()} zone={zone()} />
            </Part>
          </>
        )}
      </Show>
    </Page>
  )
}

export default Affirmations
