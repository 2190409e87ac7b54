import circleAlert from "lucide-static/icons/circle-alert.svg?path"
import { createSignal, createUniqueId, Show } from "solid-js"
import { Refused, tagOf } from "../../api/client.ts"
import { manage } from "../../i18n/manage.ts"
import { ui } from "../../i18n/ui.ts"
import { lightOf, useMe } from "../../session/me.tsx"
import { Button } from "../../ui/Button.tsx"
import { Icon } from "../../ui/Icon.tsx"
import { online } from "../../ui/online.ts"
import { toast } from "../../ui/toasts.ts"
import { write } from "./data.ts"
import { type Draft, keepDraft, readDraft } from "./draft.ts"
import style from "./Manage.module.css"
import { fits, lengthOf, most } from "./text.ts"
import { uuidV7 } from "./uuid.ts"

/** Why a text was not kept, and that it is still here. */
export const problemOf = (failure: unknown): string => {
  if (tagOf(failure) === "TooManyAffirmations") return manage().full(10_000)
  if (failure instanceof Refused && failure.status === 400) return manage().unstorable
  if (failure instanceof Refused && failure.status === 429) return ui().tooOften
  return online() ? manage().notKept : ui().notSentKept
}

/** A sheet of paper to write on. What is on it survives a reload, a lost network and a sign-in in between. */
export const Composer = (props: { readonly partner: string }) => {
  const me = useMe()
  const id = createUniqueId()
  const [draft, setDraft] = createSignal<Draft>(readDraft())
  const [busy, setBusy] = createSignal(false)
  const [problem, setProblem] = createSignal<string>()
  let field: HTMLTextAreaElement | undefined

  const change = (next: Draft) => {
    setDraft(next)
    keepDraft(next)
  }
  const over = () => lengthOf(draft().text) - most
  const error = () => over() > 0 ? manage().tooLong(over()) : problem()

  const keep = async () => {
    field?.focus()
    if (busy() || !fits(draft().text)) return
    const { text, tried = uuidV7() } = draft()
    change({ text, tried })
    setBusy(true)
    setProblem(undefined)
    try {
      await write(tried, text)
      // What was typed meanwhile is a new text.
      change({ text: draft().text === text ? "" : draft().text })
      toast(manage().kept(props.partner))
    } catch (failure) {
      setProblem(problemOf(failure))
    }
    setBusy(false)
  }

  return (
    <form
      class={style["composer"]}
      data-tint={lightOf(me().relationship?.side ?? "second", "").tint}
      onSubmit={(event) => {
        event.preventDefault()
        void keep()
      }}
    >
      <label class="visually-hidden" for={id}>{manage().new(props.partner)}</label>
      <textarea
        ref={field}
        id={id}
        class="words words-m"
        dir="auto"
        placeholder={manage().placeholder(props.partner)}
        value={draft().text}
        aria-invalid={error() === undefined ? undefined : "true"}
        aria-describedby={error() === undefined ? undefined : `${id}-error`}
        onInput={(event) => {
          change({ ...draft(), text: event.currentTarget.value })
          setProblem(undefined)
        }}
        onKeyDown={(event) => {
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) void keep()
        }}
      />
      <Show when={error()}>
        {(text) => (
          <p class={style["error"]} id={`${id}-error`} role="alert">
            <Icon of={circleAlert} small />
            {text()}
          </p>
        )}
      </Show>
      <div class={style["foot"]}>
        <span class={style["count"]} data-over={over() > 0 ? "" : undefined}>
          {lengthOf(draft().text)} / {most}
        </span>
        <Button kind="primary" type="submit" busy={busy()} disabled={lengthOf(draft().text) === 0}>
          {manage().keep}
        </Button>
      </div>
    </form>
  )
}
