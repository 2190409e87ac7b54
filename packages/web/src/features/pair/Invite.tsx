import ticket from "lucide-static/icons/ticket.svg?path"
import { Show } from "solid-js"
import { run } from "../../api/client.ts"
import { pair } from "../../i18n/pair.ts"
import { Banner } from "../../ui/Banner.tsx"
import { Button } from "../../ui/Button.tsx"
import { Icon } from "../../ui/Icon.tsx"
import { Card } from "../../ui/Page.tsx"
import { createAct } from "./act.ts"
import { look } from "./data.ts"
import style from "./Pair.module.css"

/** Nothing is open yet: one button that makes an invite. */
export const Invite = () => {
  const act = createAct()
  const open = act.run(async () => {
    await run("invites.open", {})
    await look()
  })
  return (
    <Card class={style["card"]}>
      <h2>{pair().inviteTitle}</h2>
      <p class="quiet">{pair().inviteText}</p>
      <Show when={act.problem()}>{(text) => <Banner kind="error" title={text()} />}</Show>
      <div class="row-actions">
        <Button kind="primary" busy={act.busy()} onClick={() => void open()}>
          <Icon of={ticket} small />
          {pair().invite}
        </Button>
      </div>
    </Card>
  )
}
