import { createUniqueId, type JSX, Show } from "solid-js"
import style from "./Field.module.css"

export interface SettingProps {
  readonly label: string
  readonly hint?: string | undefined
  /** what is at the end of the row: a value, a button, a choice */
  readonly children: JSX.Element
}

/** One row of settings: what it is, and what it is set to. */
export const Setting = (props: SettingProps) => (
  <div class={style["setting"]}>
    <span>
      <b>{props.label}</b>
      <Show when={props.hint}>
        <small>{props.hint}</small>
      </Show>
    </span>
    {props.children}
  </div>
)

export interface SwitchSettingProps {
  readonly label: string
  readonly hint?: string | undefined
  readonly checked: boolean
  readonly disabled?: boolean | undefined
  readonly onChange: (checked: boolean) => void
}

/** A row that is on or off; the whole row is the label. */
export const SwitchSetting = (props: SwitchSettingProps) => {
  const id = createUniqueId()
  return (
    <div class={style["setting"]}>
      <label for={id}>
        <b>{props.label}</b>
        <Show when={props.hint}>
          <small>{props.hint}</small>
        </Show>
      </label>
      <input
        class={style["switch"]}
        id={id}
        type="checkbox"
        role="switch"
        checked={props.checked}
        disabled={props.disabled ?? false}
        onChange={(event) => props.onChange(event.currentTarget.checked)}
      />
    </div>
  )
}
