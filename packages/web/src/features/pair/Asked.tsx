import { Show } from "solid-js"
import { run } from "../../api/client.ts"
import { pair } from "../../i18n/pair.ts"
import { useMe } from "../../session/me.tsx"
import { Banner } from "../../ui/Banner.tsx"
import { Button } from "../../ui/Button.tsx"
import { Card } from "../../ui/Page.tsx"
import { toast } from "../../ui/toasts.ts"
import { createAct } from "./act.ts"
import { look, type Stranger } from "./data.ts"
import style from "./Pair.module.css"
import { Person } from "./Person.tsx"

export interface AskedProps {
  readonly inviter: Stranger
  /** it was I who took it back, so nobody said no */
  readonly onStepBack: () => void
}

/** I asked to be let in; the other one has to say yes. */
export const Asked = (props: AskedProps) => {
  const me = useMe()
  const act = createAct()
  const stepBack = act.run(async () => {
    await run("invites.stepBack", {})
    props.onStepBack()
    toast(pair().steppedBack)
    await look()
  })
  return (
    <Card class={style["card"]}>
      <h2>{pair().askedTitle(props.inviter.name)}</h2>
      <Person person={props.inviter} side="first" me={me().user.name} />
      <p>{pair().askedText(props.inviter.name)}</p>
      <Show when={act.problem()}>{(text) => <Banner kind="error" title={text()} />}</Show>
      <div class="row-actions">
        <Button busy={act.busy()} onClick={() => void stepBack()}>{pair().stepBack}</Button>
      </div>
    </Card>
  )
}
