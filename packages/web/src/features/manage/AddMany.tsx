import { createSignal, For, Show } from "solid-js"
import { Refused } from "../../api/client.ts"
import { keeping } from "../../i18n/keeping.ts"
import { manage } from "../../i18n/manage.ts"
import { Banner } from "../../ui/Banner.tsx"
import { Button } from "../../ui/Button.tsx"
import { Dialog } from "../../ui/Dialog.tsx"
import { TextField } from "../../ui/Field.tsx"
import { Progress } from "../../ui/Progress.tsx"
import { toast } from "../../ui/toasts.ts"
import { write } from "./data.ts"
import { type Draft, keepDraft, readDraft } from "./draft.ts"
import style from "./Manage.module.css"
import { isReady, type Line, linesOf, without } from "./many.ts"
import { problemOf } from "./problem.ts"
import TagChoice from "./TagChoice.tsx"
import { uuidV7 } from "./uuid.ts"

export interface AddManyProps {
  readonly open: boolean
  readonly partner: string
  readonly onClose: () => void
}

const seconds = (failure: Refused): number => {
  const body: unknown = failure.body
  const told = typeof body === "object" && body !== null && "retryAfterSeconds" in body ? body.retryAfterSeconds : 1
  return typeof told === "number" ? told : 1
}

/** Many texts at once, one a line. What is kept leaves the field, so what is still in it is what is not kept. */
const AddMany = (props: AddManyProps) => {
  const [draft, setDraft] = createSignal<Draft>(readDraft("many"))
  const [refused, setRefused] = createSignal<ReadonlySet<string>>(new Set())
  const [sending, setSending] = createSignal<{ readonly done: number; readonly of: number }>()
  const [problem, setProblem] = createSignal<string>()

  const change = (next: Draft) => {
    setDraft(next)
    keepDraft(next, "many")
  }
  const lines = () => linesOf(draft().text)
  const ready = () => lines().filter((line) => isReady(line) && !refused().has(line.text))
  const wrong = () => lines().filter((line) => !isReady(line) || refused().has(line.text))
  const complaint = (line: Line): string =>
    keeping().line(
      line.at,
      line.over > 0
        ? manage().tooLong(line.over)
        : line.sameAs !== undefined
        ? keeping().sameAs(line.sameAs)
        : manage().unstorable
    )

  const keepOne = async (line: Line): Promise<boolean> => {
    const { tags = [], text, tried = uuidV7() } = draft()
    // An id for every line: what arrived and was not heard of is written once all the same.
    change({ text, tried, tags })
    try {
      await write(tried, line.text, tags)
      change({ text: without(text, line), tags })
      return true
    } catch (failure) {
      if (failure instanceof Refused && failure.status === 429) {
        await new Promise((resolve) => setTimeout(resolve, seconds(failure) * 1000))
      } else if (failure instanceof Refused && failure.status === 400) {
        setRefused((texts) => new Set([...texts, line.text]))
        change({ text, tags })
      } else throw failure
      return false
    }
  }
  const keep = async () => {
    const of = ready().length
    if (sending() !== undefined || of === 0) return
    setProblem(undefined)
    let done = 0
    try {
      for (let line = ready()[0]; line !== undefined; line = ready()[0]) {
        setSending({ done, of })
        if (await keepOne(line)) done++
      }
    } catch (failure) {
      setProblem(problemOf(failure))
    }
    setSending(undefined)
    if (done > 0) toast(keeping().keptMany(done, props.partner))
    if (lines().length > 0) return
    change({ text: "" })
    props.onClose()
  }

  return (
    <Dialog open={props.open} title={manage().addMany} onClose={props.onClose}>
      <form
        class={style["editing"]}
        onSubmit={(event) => {
          event.preventDefault()
          void keep()
        }}
      >
        <TextField
          label={keeping().oneALine}
          words
          rows={8}
          readOnly={sending() !== undefined}
          value={draft().text}
          onInput={(event) => change({ ...draft(), text: event.currentTarget.value })}
        />
        <TagChoice chosen={draft().tags ?? []} onChange={(tags) => change({ ...draft(), tags })} />
        <Show when={wrong().length > 0}>
          <ul class={style["wrong"]} aria-label={keeping().look}>
            <For each={wrong()}>{(line) => <li>{complaint(line)}</li>}</For>
          </ul>
        </Show>
        <Show when={problem()}>
          {(text) => <Banner kind="error" title={text()}>{keeping().stillHere}</Banner>}
        </Show>
        <p class="quiet" role="status">
          {sending() ? keeping().keepingOf(sending()!.done, sending()!.of) : keeping().preview(ready().length)}
        </p>
        <Show when={sending()}>{(now) => <Progress label={manage().addMany} value={now().done / now().of} />}</Show>
        <div class="row-actions">
          <Button kind="primary" type="submit" busy={sending() !== undefined} disabled={ready().length === 0}>
            {keeping().keepMany(ready().length)}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

export default AddMany
