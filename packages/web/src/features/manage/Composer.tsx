import calendarHeart from "lucide-static/icons/calendar-heart.svg?path"
import circleAlert from "lucide-static/icons/circle-alert.svg?path"
import listPlus from "lucide-static/icons/list-plus.svg?path"
import tagIcon from "lucide-static/icons/tag.svg?path"
import { createSignal, createUniqueId, Show, Suspense } from "solid-js"
import { tagOf } from "../../api/client.ts"
import { localDate } from "../../i18n/format.ts"
import { manage } from "../../i18n/manage.ts"
import { lightOf, useMe } from "../../session/me.tsx"
import { Button, IconButton } from "../../ui/Button.tsx"
import { Icon } from "../../ui/Icon.tsx"
import { createOnDemand, OnDemand } from "../../ui/OnDemand.tsx"
import { toast } from "../../ui/toasts.ts"
import { takeBeginnings } from "./begin.ts"
import { write } from "./data.ts"
import { type Draft, keepDraft, readDraft } from "./draft.ts"
import style from "./Manage.module.css"
import { problemOf } from "./problem.ts"
import { AddMany, DateChoice, TagChoice } from "./sheets.ts"
import { fits, lengthOf, most } from "./text.ts"
import { uuidV7 } from "./uuid.ts"

export interface ComposerProps {
  /** who it is for */
  readonly partner?: string
  /** there is nobody yet: what is said then, and where it is kept. Dates and days are nobody's either */
  readonly alone?: {
    readonly label: string
    readonly placeholder: string
    readonly kept: string
    readonly write: (id: string, text: string) => Promise<void>
  }
}

/** A sheet of paper to write on. What is on it survives a reload, a lost network and a sign-in in between. */
export const Composer = (props: ComposerProps) => {
  const partner = () => props.partner ?? ""
  const me = useMe()
  const id = createUniqueId()
  const [draft, setDraft] = createSignal<Draft>(readDraft())
  const [busy, setBusy] = createSignal(false)
  const [problem, setProblem] = createSignal<string>()
  const [tagging, setTagging] = createSignal((draft().tags ?? []).length > 0)
  const [refused, setRefused] = createSignal<string>()
  const many = createOnDemand()
  let field: HTMLTextAreaElement | undefined

  const change = (next: Draft) => {
    setDraft(next)
    keepDraft(next)
  }
  const over = () => lengthOf(draft().text) - most
  const error = () => over() > 0 ? manage().tooLong(over()) : problem()

  takeBeginnings((text) => {
    change({ ...draft(), text })
    field?.focus()
    // what is to be written in its place
    field?.setSelectionRange(text.indexOf("…"), text.length)
  })

  const dateIt = (date: string | undefined) => {
    change({ ...draft(), date })
    setRefused(undefined)
  }
  const keep = async () => {
    if (busy() || !fits(draft().text)) return field?.focus()
    const { date, tags = [], text, tried = uuidV7() } = draft()
    if (!props.alone && date === "") return void setRefused("none")
    field?.focus()
    change({ ...draft(), tried })
    setBusy(true)
    setProblem(undefined)
    try {
      await (props.alone?.write(tried, text) ?? write(tried, text, tags, date ?? null))
      // What was typed meanwhile is a new text.
      change({ text: draft().text === text ? "" : draft().text })
      setTagging(false)
      toast(props.alone?.kept ?? (date === undefined ? manage().kept(partner()) : manage().keptFor(localDate(date))))
    } catch (failure) {
      const tag = tagOf(failure)
      if (tag === "DateTaken" || tag === "DateOver") setRefused(tag)
      else setProblem(problemOf(failure))
    }
    setBusy(false)
  }

  return (
    <>
      <form
        class={style["composer"]}
        data-tint={lightOf(me().relationship?.side ?? "second", "").tint}
        onSubmit={(event) => {
          event.preventDefault()
          void keep()
        }}
      >
        <label class="visually-hidden" for={id}>{props.alone?.label ?? manage().new(partner())}</label>
        <textarea
          ref={field}
          id={id}
          class="words words-m"
          dir="auto"
          placeholder={props.alone?.placeholder ?? manage().placeholder(partner())}
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
        <Show when={!props.alone && tagging()}>
          <Suspense>
            <TagChoice chosen={draft().tags ?? []} onChange={(tags) => change({ ...draft(), tags })} />
          </Suspense>
        </Show>
        <Show when={!props.alone && draft().date !== undefined}>
          <Suspense>
            <DateChoice partner={partner()} date={draft().date ?? ""} refused={refused()} onChange={dateIt} />
          </Suspense>
        </Show>
        <div class={style["foot"]}>
          <Show when={!props.alone}>
            <IconButton label={manage().tagging} aria-expanded={tagging()} onClick={() => setTagging(!tagging())}>
              <Icon of={tagIcon} />
            </IconButton>
            <IconButton
              label={manage().keepFor}
              aria-expanded={draft().date !== undefined}
              onClick={() => dateIt(draft().date === undefined ? "" : undefined)}
            >
              <Icon of={calendarHeart} />
            </IconButton>
            <IconButton label={manage().addMany} aria-haspopup="dialog" onClick={many.ask}>
              <Icon of={listPlus} />
            </IconButton>
          </Show>
          <span class={style["count"]} data-over={over() > 0 ? "" : undefined}>
            {lengthOf(draft().text)} / {most}
          </span>
          <Button kind="primary" type="submit" busy={busy()} disabled={lengthOf(draft().text) === 0}>
            {manage().keep}
          </Button>
        </div>
      </form>
      <OnDemand of={many}>
        <AddMany open={many.open()} partner={partner()} onClose={many.close} />
      </OnDemand>
    </>
  )
}
