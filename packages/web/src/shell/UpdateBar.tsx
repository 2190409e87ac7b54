import { Show } from "solid-js"
import { shell } from "../i18n/shell.ts"
import { Bar } from "../ui/Bar.tsx"
import { waiting } from "./waiting.ts"

/** Offers the new version once it is there; the page stays as it is until then. */
export const UpdateBar = () => (
  <Show when={waiting()}>
    {(worker) => (
      <Bar>
        {shell().newVersion}
        {/* The worker takes over, and the page reloads once it has. */}
        <button type="button" onClick={() => worker().postMessage("activate")}>{shell().reload}</button>
      </Bar>
    )}
  </Show>
)
