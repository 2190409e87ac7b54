import { Show } from "solid-js"
import { m } from "../i18n/messages.ts"
import { Bar } from "../ui/Bar.tsx"
import { updateReady, useUpdate } from "./update.ts"

/** Offers the new version once it is there; the page stays as it is until then. */
export const UpdateBar = () => (
  <Show when={updateReady()}>
    <Bar>
      {m().shell.newVersion}
      <button type="button" onClick={useUpdate}>{m().shell.reload}</button>
    </Bar>
  </Show>
)
