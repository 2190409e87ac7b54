import { createSignal, onMount, Show } from "solid-js"
import { tagOf } from "../../api/client.ts"
import { keeping } from "../../i18n/keeping.ts"
import { manage } from "../../i18n/manage.ts"
import { Button } from "../../ui/Button.tsx"
import { TextField } from "../../ui/Field.tsx"
import style from "./Manage.module.css"
import { problemOf } from "./problem.ts"
import TagChoice from "./TagChoice.tsx"
import { sameTags, type Tag } from "./tags.ts"
import { fits, lengthOf, most } from "./text.ts"

export interface EditingProps {
  readonly text: string
  /** what it is meant for; absent where that is not asked */
  readonly tags?: ReadonlyArray<Tag>
  /** rejects when it could not be saved */
  readonly onSave: (text: string, tags: ReadonlyArray<Tag>) => Promise<void>
  readonly onDone: () => void
}

/** One text, and what it is meant for, changed where it stands; Escape leaves it as it was. */
const Editing = (props: EditingProps) => {
  const [text, setText] = createSignal(props.text)
  const [tags, setTags] = createSignal<ReadonlyArray<Tag>>(props.tags ?? [])
  const [busy, setBusy] = createSignal(false)
  const [problem, setProblem] = createSignal<string>()
  let form: HTMLFormElement | undefined
  const over = () => lengthOf(text()) - most

  onMount(() => form?.querySelector("textarea")?.focus())

  const save = async () => {
    if (busy() || !fits(text())) return
    if (text().trim() === props.text && sameTags(tags(), props.tags ?? [])) return props.onDone()
    setBusy(true)
    setProblem(undefined)
    try {
      await props.onSave(text(), tags())
      props.onDone()
    } catch (failure) {
      setProblem(tagOf(failure)?.endsWith("NotFound") ? manage().gone : problemOf(failure))
      setBusy(false)
    }
  }

  return (
    <form
      ref={form}
      class={style["editing"]}
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
      onKeyDown={(event) => {
        if (event.key === "Escape") props.onDone()
        if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) void save()
      }}
    >
      <TextField
        label={keeping().editing}
        hideLabel
        words
        limit={most}
        value={text()}
        onInput={(event) => {
          setText(event.currentTarget.value)
          setProblem(undefined)
        }}
        error={over() > 0 ? manage().tooLong(over()) : problem()}
      />
      <Show when={props.tags}>
        <TagChoice chosen={tags()} onChange={setTags} />
      </Show>
      <div class="row-actions">
        <Button kind="primary" type="submit" busy={busy()} disabled={!fits(text())}>{keeping().save}</Button>
        <Button onClick={() => props.onDone()}>{keeping().cancel}</Button>
      </div>
    </form>
  )
}

export default Editing
