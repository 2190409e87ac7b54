import { createAsync } from "@solidjs/router"
import { For, Show, Suspense } from "solid-js"
import { localDate, time } from "../../i18n/format.ts"
import { settings } from "../../i18n/settings.ts"
import { type Me, useMe } from "../../session/me.tsx"
import { Button } from "../../ui/Button.tsx"
import { SelectField } from "../../ui/Field.tsx"
import { Card } from "../../ui/Page.tsx"
import { createClock } from "../home/clock.ts"
import { latest } from "../home/data.ts"
import { placeOf, saysWhen } from "../home/when.ts"
import { schedule, update } from "./data.ts"
import style from "./Settings.module.css"
import { here, quarterHours, regions } from "./zones.ts"

const onTheWall = (quarter: string): string => time(`1970-01-01T${quarter}:00Z`, "UTC")

/** Where I am in time, and when the daily letter reaches me. */
export const Time = () => {
  const me = useMe()
  const now = createClock()
  const zone = () => me().user.zone
  return (
    <Card class={style["card"]}>
      <h2>{settings().time}</h2>
      <SelectField
        label={settings().zone}
        value={zone()}
        onChange={(event) => void update({ zone: event.currentTarget.value })}
        hint={<span>{settings().zoneNow(time(now().toISOString(), zone()))}</span>}
      >
        <For each={regions(zone())}>
          {(region) => (
            <optgroup label={region.name}>
              <For each={region.zones}>
                {(one) => <option value={one} selected={one === zone()}>{one.replaceAll("_", " ")}</option>}
              </For>
            </optgroup>
          )}
        </For>
      </SelectField>
      <Show when={zone() !== here()}>
        <div class="row-actions">
          <Button onClick={() => void update({ zone: here() })}>{settings().zoneHere(placeOf(here()))}</Button>
        </div>
      </Show>
      <Show when={me().relationship}>{(couple) => <Daily couple={couple()} zone={zone()} now={now()} />}</Show>
    </Card>
  )
}

interface DailyProps {
  readonly couple: NonNullable<Me["relationship"]>
  readonly zone: string
  readonly now: Date
}

const Daily = (props: DailyProps) => {
  const me = useMe()
  const day = createAsync(() => latest({}))
  const chosen = () => (me().nextSlot ?? me().slot)?.time
  return (
    <>
      <SelectField
        label={settings().daily(props.couple.partner.name)}
        onChange={(event) => void schedule(event.currentTarget.value)}
        hint={
          <Suspense>
            <Show when={day()}>{(known) => settings().next(saysWhen(known().nextAt, props.zone, props.now))}</Show>
          </Suspense>
        }
      >
        <For each={quarterHours}>
          {(quarter) => <option value={quarter} selected={quarter === chosen()}>{onTheWall(quarter)}</option>}
        </For>
      </SelectField>
      <Show when={me().nextSlot}>
        {(next) => (
          <p class="quiet">
            {settings().from(onTheWall(next().time), placeOf(next().zone), localDate(next().from))}
          </p>
        )}
      </Show>
    </>
  )
}
