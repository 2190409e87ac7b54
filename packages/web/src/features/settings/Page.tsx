import { Show } from "solid-js"
import { settings } from "../../i18n/settings.ts"
import { useMe } from "../../session/me.tsx"
import { Page } from "../../ui/Page.tsx"
import { Devices } from "./Devices.tsx"
import { Operators } from "./Operators.tsx"
import style from "./Settings.module.css"
import { Time } from "./Time.tsx"
import { You } from "./You.tsx"
import { YouTwo } from "./YouTwo.tsx"

/** Everything a person sets for themselves. */
const Settings = () => {
  const me = useMe()
  return (
    <Page title={settings().title}>
      <div class={style["columns"]}>
        <div>
          <You />
          <YouTwo />
          <Show when={me().relationship}>
            <Operators />
          </Show>
        </div>
        <div>
          <Time />
          <Devices />
        </div>
      </div>
    </Page>
  )
}

export default Settings
