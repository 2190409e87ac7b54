import { createSignal, createUniqueId, For } from "solid-js"
import { settings } from "../../i18n/settings.ts"
import type { Appearance } from "../../session/appearance.ts"
import { useMe } from "../../session/me.tsx"
import { Button } from "../../ui/Button.tsx"
import { Field } from "../../ui/Field.tsx"
import { Card } from "../../ui/Page.tsx"
import { Setting } from "../../ui/Setting.tsx"
import { toast } from "../../ui/toasts.ts"
import { update } from "./data.ts"
import style from "./Settings.module.css"

const appearances: ReadonlyArray<Appearance> = ["system", "light", "dark"]

const Name = () => {
  const me = useMe()
  const [name, setName] = createSignal(me().user.name)
  const [problem, setProblem] = createSignal<string>()
  const [busy, setBusy] = createSignal(false)
  const save = async () => {
    const wished = name().trim()
    if (wished === "" || [...wished].length > 60) {
      setProblem(settings().nameMissing)
      return
    }
    setBusy(true)
    if (await update({ name: wished })) toast(settings().saved)
    setBusy(false)
  }
  return (
    <form
      class={style["name"]}
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
    >
      <Field
        label={settings().name}
        name="name"
        autocomplete="given-name"
        value={name()}
        onInput={(event) => {
          setName(event.currentTarget.value)
          setProblem(undefined)
        }}
        hint={settings().nameHint}
        error={problem()}
      />
      <Button type="submit" busy={busy()} disabled={name().trim() === me().user.name}>{settings().save}</Button>
    </form>
  )
}

const Looks = () => {
  const me = useMe()
  const id = createUniqueId()
  return (
    <div class={style["choices"]} role="radiogroup" aria-label={settings().appearance}>
      <For each={appearances}>
        {(one) => (
          <label>
            <input
              type="radio"
              name={id}
              checked={me().user.appearance === one}
              onChange={() => void update({ appearance: one })}
            />
            <span>{settings().appearances[one]}</span>
          </label>
        )}
      </For>
    </div>
  )
}

/** What I am called, how Lumi speaks and looks. */
export const You = () => {
  const me = useMe()
  const language = createUniqueId()
  return (
    <Card class={style["card"]}>
      <h2>{settings().you}</h2>
      <Name />
      <div>
        <Setting label={settings().email}>
          <span class={style["value"]}>{me().user.email}</span>
        </Setting>
        <Setting label={settings().language}>
          <select
            class={style["select"]}
            id={language}
            aria-label={settings().language}
            value={me().user.language}
            onChange={(event) => void update({ language: event.currentTarget.value === "de" ? "de" : "en" })}
          >
            <option value="en" lang="en">{settings().languages.en}</option>
            <option value="de" lang="de">{settings().languages.de}</option>
          </select>
        </Setting>
        <Setting label={settings().appearance}>
          <Looks />
        </Setting>
      </div>
    </Card>
  )
}
