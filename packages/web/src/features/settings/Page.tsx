import { settings } from "../../i18n/settings.ts"
import { Page } from "../../ui/Page.tsx"
import { Devices } from "./Devices.tsx"
import style from "./Settings.module.css"
import { Time } from "./Time.tsx"
import { You } from "./You.tsx"
import { YouTwo } from "./YouTwo.tsx"

/** Everything a person sets for themselves. */
const Settings = () => (
  <Page title={settings().title}>
    <div class={style["columns"]}>
      <div>
        <You />
        <YouTwo />
      </div>
      <div>
        <Time />
        <Devices />
      </div>
    </div>
  </Page>
)

export default Settings
