import { createAsync } from "@solidjs/router"
import { createEffect, createSignal, Match, on, Show, Suspense, Switch } from "solid-js"
import { pair } from "../../i18n/pair.ts"
import { forgetInvite, keptInvite } from "../../session/invite.ts"
import { useMe } from "../../session/me.tsx"
import { Banner } from "../../ui/Banner.tsx"
import { Card, Page } from "../../ui/Page.tsx"
import { Skeleton, Skeletons } from "../../ui/Skeleton.tsx"
import { Asked } from "./Asked.tsx"
import { Asks } from "./Asks.tsx"
import { invites, lookWhile } from "./data.ts"
import { Given } from "./Given.tsx"
import { Invite } from "./Invite.tsx"
import { Meanwhile } from "./Meanwhile.tsx"
import { Mine } from "./Mine.tsx"
import { Paired } from "./Paired.tsx"
import { Theirs } from "./Theirs.tsx"

const Soon = () => (
  <Card>
    <Skeletons>
      <Skeleton height="l" width="m" />
      <Skeleton width="l" />
      <Skeleton height="l" width="s" />
    </Skeletons>
  </Card>
)

/** How two people become two: every state between an invite and a yes, and whatever the other one does shows by itself. */
const Pair = () => {
  const me = useMe()
  const current = createAsync(() => invites({}))
  const [secret, setSecret] = createSignal(keptInvite())
  const [saidNo, setSaidNo] = createSignal(false)
  let steppedBack = false

  const couple = () => me().relationship
  lookWhile(() => couple() === null && Boolean(current()?.mine ?? current()?.asked))

  createEffect(on(() => current()?.asked, (asked, before) => {
    if (asked) setSaidNo(false)
    else if (before && !steppedBack) setSaidNo(true)
    steppedBack = false
  }))

  /** What the other one did just now, for those who do not see the page change. */
  const said = () => {
    const two = couple()
    if (two) return pair().pairedText(two.partner.name)
    const asking = current()?.mine?.claimedBy
    return asking ? pair().asksTitle(asking.name) : ""
  }

  const forget = () => {
    forgetInvite()
    setSecret(undefined)
  }

  return (
    <Page title={pair().title} lede={couple() === null ? pair().lede : undefined} narrow>
      <Show when={couple() !== null && secret() !== undefined}>
        <Banner kind="error" title={pair().cannotUse}>{pair().youPaired}</Banner>
      </Show>
      <Show when={couple() === null && saidNo()}>
        <Banner title={pair().answeredNo} />
      </Show>
      <Suspense fallback={<Soon />}>
        <p class="visually-hidden" role="status">{said()}</p>
        <Switch>
          <Match when={couple()}>{(two) => <Paired me={me()} couple={two()} />}</Match>
          <Match when={current()?.asked}>
            {(asked) => <Asked inviter={asked().inviter} onStepBack={() => steppedBack = true} />}
          </Match>
          <Match when={current()?.mine?.claimedBy}>
            {(person) => <Asks invite={current()?.mine?.id ?? ""} person={person()} />}
          </Match>
          <Match when={secret()}>{(known) => <Theirs secret={known()} onDone={forget} />}</Match>
          <Match when={current()}>
            {(open) => (
              <>
                <Show when={open().mine} fallback={<Invite />}>{(mine) => <Mine invite={mine()} />}</Show>
                <Given onSecret={setSecret} />
              </>
            )}
          </Match>
        </Switch>
        <Show when={couple() === null && current()}>
          <Meanwhile />
        </Show>
      </Suspense>
    </Page>
  )
}

export default Pair
