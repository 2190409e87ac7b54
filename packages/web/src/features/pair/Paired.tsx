import { onMount } from "solid-js"
import { run } from "../../api/client.ts"
import { pair } from "../../i18n/pair.ts"
import { lightOf, type Me } from "../../session/me.tsx"
import { ButtonLink } from "../../ui/Button.tsx"
import { Card } from "../../ui/Page.tsx"
import { PresenceLights } from "../../ui/PresenceLights.tsx"
import style from "./Pair.module.css"

export interface PairedProps {
  readonly me: Me
  readonly couple: NonNullable<Me["relationship"]>
}

/** The two lights meet. */
export const Paired = (props: PairedProps) => {
  // asking for drafts hands over what a pairing that was cut short left behind
  onMount(() => void run("drafts.list", {}).catch(() => {}))
  return (
    <Card class={`${style["card"]} ${style["paired"]}`}>
      <PresenceLights
        me={lightOf(props.couple.side, props.me.user.name)}
        other={lightOf(props.couple.partner.side, props.couple.partner.name)}
        presence="online"
        size="xl"
      />
      <h2>{pair().pairedTitle(props.me.user.name, props.couple.partner.name)}</h2>
      <p>{pair().pairedText(props.couple.partner.name)}</p>
      <div class="row-actions">
        <ButtonLink kind="primary" href="/manage">{pair().writeFirst(props.couple.partner.name)}</ButtonLink>
        <ButtonLink href="/home">{pair().toHome}</ButtonLink>
      </div>
    </Card>
  )
}
