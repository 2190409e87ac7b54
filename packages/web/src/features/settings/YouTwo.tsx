import { Show } from "solid-js"
import { localDate } from "../../i18n/format.ts"
import { settings } from "../../i18n/settings.ts"
import { lightOf, useMe } from "../../session/me.tsx"
import { presence } from "../../session/presence.ts"
import { ButtonLink } from "../../ui/Button.tsx"
import { Card } from "../../ui/Page.tsx"
import { PresenceLights } from "../../ui/PresenceLights.tsx"
import { Setting } from "../../ui/Setting.tsx"
import style from "./Settings.module.css"

/** Whom I am here with, and since when. */
export const YouTwo = () => {
  const me = useMe()
  return (
    <Card class={style["card"]}>
      <h2>{settings().youTwo}</h2>
      <Show
        when={me().relationship}
        fallback={
          <Setting label={settings().alone} hint={settings().aloneHint}>
            <ButtonLink href="/pair" kind="primary">{settings().pair}</ButtonLink>
          </Setting>
        }
      >
        {(couple) => (
          <div class={style["two"]}>
            <PresenceLights
              me={lightOf(couple().side, me().user.name)}
              other={lightOf(couple().partner.side, couple().partner.name)}
              presence={presence() ?? "idle"}
              size="xl"
            />
            <span>
              <b>{settings().withPartner(couple().partner.name)}</b>
              <small>
                {settings().since(localDate(couple().since, { day: "numeric", month: "long", year: "numeric" }))}
              </small>
            </span>
          </div>
        )}
      </Show>
    </Card>
  )
}
