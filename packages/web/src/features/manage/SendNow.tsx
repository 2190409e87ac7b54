import { createAsync } from "@solidjs/router"
import sendIcon from "lucide-static/icons/send.svg?path"
import { createEffect, createSignal, Show } from "solid-js"
import { now } from "../../i18n/now.ts"
import { Button } from "../../ui/Button.tsx"
import { Icon } from "../../ui/Icon.tsx"
import { saysWhen } from "../home/when.ts"
import { announce, type Between, send, standing, unsent } from "./now.ts"

/** Sends one by hand, one of a day; and how that of today stands, also after a reload. */
export const SendNow = (props: Between) => {
  const stands = createAsync(() => standing({}).catch(() => undefined))
  const [busy, setBusy] = createSignal(false)
  createEffect(() => {
    const extra = stands()?.extra
    if (extra) announce(extra, props)
  })
  const said = () => {
    const known = stands()
    if (!known) return undefined
    const { extra, nextAt, used } = known
    if (extra?.state === "asked" || extra?.state === "taken") return now().onItsWay(props.partner)
    if (used) return now().used(props.partner, saysWhen(nextAt, props.zone))
    return extra ? unsent(extra, props) : undefined
  }
  const press = async () => {
    setBusy(true)
    await send(props)
    setBusy(false)
  }
  return (
    <>
      <Button kind="plain" busy={busy()} onClick={() => void press()}>
        <Icon of={sendIcon} small />
        {now().send}
      </Button>
      <Show when={said()}>{(text) => <p>{text()}</p>}</Show>
    </>
  )
}
