import { createResource, Match, Switch } from "solid-js"
import { run } from "../../api/client.ts"
import { pair } from "../../i18n/pair.ts"
import { ui } from "../../i18n/ui.ts"
import { useMe } from "../../session/me.tsx"
import { Banner } from "../../ui/Banner.tsx"
import { Button } from "../../ui/Button.tsx"
import { Card } from "../../ui/Page.tsx"
import { Skeleton, Skeletons } from "../../ui/Skeleton.tsx"
import { createAct } from "./act.ts"
import { look, refusal } from "./data.ts"
import style from "./Pair.module.css"
import { Person } from "./Person.tsx"

export interface TheirsProps {
  readonly secret: string
  /** used, or not wanted: the secret is forgotten */
  readonly onDone: () => void
}

/** An invite I was given: who it is from, before I ask. */
export const Theirs = (props: TheirsProps) => {
  const me = useMe()
  const act = createAct()
  const [theirs] = createResource(() => props.secret, (secret) => run("invites.look", { payload: { secret } }))
  const claim = act.run(async () => {
    await run("invites.claim", { payload: { secret: props.secret } })
    props.onDone()
    await look()
  })
  return (
    <Switch
      fallback={
        <Card class={style["card"]}>
          <Skeletons>
            <Skeleton height="l" width="m" />
            <Skeleton width="s" />
          </Skeletons>
        </Card>
      }
    >
      <Match when={theirs.error !== undefined ? refusal(theirs.error) : act.problem()}>
        {(text) => (
          <Banner
            kind="error"
            focus
            title={pair().cannotUse}
            action={<Button onClick={() => props.onDone()}>{ui().close}</Button>}
          >
            {text()}
          </Banner>
        )}
      </Match>
      <Match when={theirs.state === "ready" && theirs()}>
        {(invite) => (
          <Card class={style["card"]}>
            <h2>{pair().theirsTitle(invite().inviter.name)}</h2>
            <Person person={invite().inviter} side="first" me={me().user.name} />
            <p>{pair().theirsText(invite().inviter.name)}</p>
            <div class="row-actions">
              <Button kind="primary" busy={act.busy()} onClick={() => void claim()}>{pair().claim}</Button>
              <Button onClick={() => props.onDone()}>{pair().notThem}</Button>
            </div>
          </Card>
        )}
      </Match>
    </Switch>
  )
}
