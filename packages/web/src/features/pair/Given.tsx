import { createSignal } from "solid-js"
import { pair } from "../../i18n/pair.ts"
import { Button } from "../../ui/Button.tsx"
import { Field } from "../../ui/Field.tsx"
import { Card } from "../../ui/Page.tsx"
import style from "./Pair.module.css"
import { secretOf } from "./secret.ts"

/** Where a code is typed that somebody was given. */
export const Given = (props: { readonly onSecret: (secret: string) => void }) => {
  const [typed, setTyped] = createSignal("")
  const [problem, setProblem] = createSignal<string>()
  let form: HTMLFormElement | undefined
  return (
    <Card>
      <form
        ref={form}
        class={style["card"]}
        onSubmit={(event) => {
          event.preventDefault()
          const secret = secretOf(typed())
          if (secret !== undefined) return props.onSecret(secret)
          setProblem(pair().codeMissing)
          form?.querySelector("input")?.focus()
        }}
      >
        <h2>{pair().haveTitle}</h2>
        <Field
          label={pair().yourCode}
          name="invite"
          autocomplete="off"
          autocapitalize="characters"
          spellcheck={false}
          value={typed()}
          onInput={(event) => {
            setTyped(event.currentTarget.value)
            setProblem(undefined)
          }}
          hint={pair().haveText}
          error={problem()}
        />
        <div class="row-actions">
          <Button type="submit">{pair().look}</Button>
        </div>
      </form>
    </Card>
  )
}
