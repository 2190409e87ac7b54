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

export interface AsksProps {
  readonly invite: string
  readonly person: Stranger
}

/** Somebody used my invite: who it is, and yes or no. */
export const Asks = (props: AsksProps) => {
  const me = useMe()
  const act = createAct()
  const accept = act.run(async () => {
    await run("invites.accept", { params: { id: props.invite } })
    await look()
  })
  const decline = act.run(async () => {
    await run("invites.decline", { params: { id: props.invite } })
    toast(pair().declined)
    await look()
  })
  return (
    <Card class={style["card"]}>
      <h2>{pair().asksTitle(props.person.name)}</h2>
      <Person person={props.person} side="second" me={me().user.name} />
      <p>{pair().asksText}</p>
      <Show when={act.problem()}>{(text) => <Banner kind="error" title={text()} />}</Show>
      <div class="row-actions">
        <Button kind="primary" busy={act.busy()} onClick={() => void accept()}>
          {pair().accept(props.person.name)}
        </Button>
        <Button onClick={() => void decline()}>{pair().decline}</Button>
      </div>
    </Card>
  )
}
