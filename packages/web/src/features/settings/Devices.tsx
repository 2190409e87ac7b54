import { createResource, createSignal, For, Show } from "solid-js"
import { date } from "../../i18n/format.ts"
import { settings } from "../../i18n/settings.ts"
import { useMe } from "../../session/me.tsx"
import { signOut } from "../../session/session.ts"
import { Button } from "../../ui/Button.tsx"
import { Card } from "../../ui/Page.tsx"
import { Setting } from "../../ui/Setting.tsx"
import { toast } from "../../ui/toasts.ts"
import { type Device, devices, endDevice, endOthers } from "./devices.ts"
import style from "./Settings.module.css"

/** Where I am signed in, and how to end that. */
export const Devices = () => {
  const me = useMe()
  const [busy, setBusy] = createSignal(false)
  const [list, { refetch }] = createResource(() => devices().catch(() => undefined))
  const known = (): ReadonlyArray<Device> => list.latest ?? []
  const end = async (work: () => Promise<void>, said?: string) => {
    if (busy()) return
    setBusy(true)
    try {
      await work()
      if (said !== undefined) toast(said)
      await refetch()
    } catch {
      toast(settings().notSaved)
    }
    setBusy(false)
  }
  const label = (device: Device) => device.name ?? (device.current ? settings().thisDevice : settings().unknownDevice)
  const hint = (device: Device) =>
    device.current
      ? settings().thisDevice
      : settings().lastUsed(date(device.signedInAt, me().user.zone, { day: "numeric", month: "long", year: "numeric" }))
  return (
    <Card class={style["card"]}>
      <h2>{settings().security}</h2>
      <Show when={list.state === "ready" && list.latest === undefined}>
        <p class="quiet">{settings().devicesFailed}</p>
      </Show>
      <div>
        <For each={known()}>
          {(device) => (
            <Setting label={label(device)} hint={hint(device)}>
              <Show when={!device.current}>
                <Button
                  aria-label={`${settings().signOutOne}: ${label(device)}`}
                  onClick={() => void end(() => endDevice(device.token))}
                >
                  {settings().signOutOne}
                </Button>
              </Show>
            </Setting>
          )}
        </For>
      </div>
      <div class="row-actions">
        <Button onClick={() => void signOut().catch(() => toast(settings().notSaved))}>{settings().signOut}</Button>
        <Show when={known().length > 1}>
          <Button kind="plain" onClick={() => void end(endOthers, settings().signedOutOthers)}>
            {settings().signOutOthers}
          </Button>
        </Show>
      </div>
      <p class="quiet">{settings().signOutHint}</p>
    </Card>
  )
}
