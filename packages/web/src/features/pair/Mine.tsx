import copy from "lucide-static/icons/copy.svg?path"
import qrCode from "lucide-static/icons/qr-code.svg?path"
import share from "lucide-static/icons/share-2.svg?path"
import { createSignal, Show, Suspense } from "solid-js"
import { run } from "../../api/client.ts"
import { date } from "../../i18n/format.ts"
import { pair } from "../../i18n/pair.ts"
import { useMe } from "../../session/me.tsx"
import { Button } from "../../ui/Button.tsx"
import { Icon } from "../../ui/Icon.tsx"
import { Card } from "../../ui/Page.tsx"
import { toast } from "../../ui/toasts.ts"
import { createAct } from "./act.ts"
import { look, type MyInvite } from "./data.ts"
import style from "./Pair.module.css"
import { Qr } from "./Qr.tsx"
import { inHalves } from "./secret.ts"

const copied = async (text: string) => {
  try {
    await navigator.clipboard.writeText(text)
    toast(pair().copied)
  } catch {
    toast(pair().notCopied)
  }
}

/** My invite, to be handed on: link, code, picture. */
export const Mine = (props: { readonly invite: MyInvite }) => {
  const me = useMe()
  const act = createAct()
  const [picture, showPicture] = createSignal(false)
  const until = () =>
    date(props.invite.expiresAt, me().user.zone, {
      weekday: "long",
      day: "numeric",
      month: "long",
      hour: "numeric",
      minute: "2-digit"
    })
  const code = () => inHalves(props.invite.code)
  const canShare = "share" in navigator
  const withdraw = act.run(async () => {
    await run("invites.withdraw", {})
    toast(pair().withdrawn)
    await look()
  })
  return (
    <Card class={style["card"]}>
      <h2>{pair().yours}</h2>
      <p class="quiet">{pair().yoursText}</p>
      <div class={style["secret"]}>
        <span class={style["label"]} id="invite-link">{pair().link}</span>
        <output class={style["link"]} aria-labelledby="invite-link">{props.invite.link}</output>
        <div class="row-actions">
          <Button kind="primary" onClick={() => void copied(props.invite.link)}>
            <Icon of={copy} small />
            {pair().copyLink}
          </Button>
          <Show when={canShare}>
            <Button
              onClick={() => void navigator.share({ text: pair().shareText, url: props.invite.link }).catch(() => {})}
            >
              <Icon of={share} small />
              {pair().share}
            </Button>
          </Show>
          <Button aria-expanded={picture()} onClick={() => showPicture(!picture())}>
            <Icon of={qrCode} small />
            {picture() ? pair().hideQr : pair().showQr}
          </Button>
        </div>
        <Show when={picture()}>
          <Suspense fallback={<div class={style["qr"]} />}>
            <Qr text={props.invite.link} />
          </Suspense>
        </Show>
      </div>
      <div class={style["secret"]}>
        <span class={style["label"]} id="invite-code">{pair().code}</span>
        <div class={style["code-row"]}>
          <output class={style["code"]} aria-labelledby="invite-code">{code()}</output>
          <Button onClick={() => void copied(code())}>
            <Icon of={copy} small />
            {pair().copyCode}
          </Button>
        </div>
      </div>
      <p class="quiet">{pair().waiting}</p>
      <div class={style["end"]}>
        <span class="quiet">{pair().until(until())}</span>
        <Button kind="plain" busy={act.busy()} onClick={() => void withdraw()}>{pair().withdraw}</Button>
      </div>
    </Card>
  )
}
