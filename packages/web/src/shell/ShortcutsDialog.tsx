import { For } from "solid-js"
import { shell } from "../i18n/shell.ts"
import type { NavigationEntry } from "../pages.ts"
import { Dialog } from "../ui/Dialog.tsx"
import { SwitchSetting } from "../ui/Setting.tsx"
import style from "./Shortcuts.module.css"

export interface ShortcutsDialogProps {
  readonly pages: ReadonlyArray<NavigationEntry>
  readonly open: boolean
  readonly onClose: () => void
  readonly on: boolean
  readonly onSwitch: (on: boolean) => void
}

/** What the keys do, and the switch that turns single keys off. */
const ShortcutsDialog = (props: ShortcutsDialogProps) => (
  <Dialog
    open={props.open}
    title={shell().shortcuts}
    onClose={() => props.onClose()}
  >
    <dl class={style["keys"]}>
      <div>
        <dt>
          <kbd>?</kbd>
        </dt>
        <dd>{shell().showShortcuts}</dd>
      </div>
      <For each={props.pages}>
        {(page) => (
          <div>
            <dt>
              <kbd>g</kbd> {shell().then} <kbd>{page.navigation.key}</kbd>
            </dt>
            <dd>{shell().goTo(page.navigation.label())}</dd>
          </div>
        )}
      </For>
    </dl>
    <SwitchSetting
      label={shell().shortcutsOn}
      hint={shell().shortcutsHint}
      checked={props.on}
      onChange={props.onSwitch}
    />
  </Dialog>
)

export default ShortcutsDialog
