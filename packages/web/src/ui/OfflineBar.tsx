import cloudOff from "lucide-static/icons/cloud-off.svg?path"
import { Show } from "solid-js"
import { ui } from "../i18n/ui.ts"
import { Bar } from "./Bar.tsx"
import { online } from "./online.ts"

/** Says that there is no network and what that means; nothing while there is one. */
export const OfflineBar = () => (
  <Show when={!online()}>
    <Bar icon={cloudOff}>{ui().offline}</Bar>
  </Show>
)
