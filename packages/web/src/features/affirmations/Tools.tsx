import { createAsync, useIsRouting } from "@solidjs/router"
import calendar from "lucide-static/icons/calendar.svg?path"
import chevronDown from "lucide-static/icons/chevron-down.svg?path"
import search from "lucide-static/icons/search.svg?path"
import { createEffect, For, on, onCleanup, Show } from "solid-js"
import { dayIn, localDate } from "../../i18n/format.ts"
import { looking as says } from "../../i18n/looking.ts"
import { Chip } from "../../ui/Chip.tsx"
import { Icon } from "../../ui/Icon.tsx"
import { firstDay } from "./data.ts"
import { monthsDown } from "./months.ts"
import style from "./Tools.module.css"
import { everyOnly, type Looking } from "./where.ts"

export interface ToolsProps {
  readonly looking: Looking
  readonly onLook: (looking: Looking, replace?: boolean) => void
  readonly partner: string
  readonly zone: string
}

/** How long nobody types before what is typed is looked for. */
const pause = 350

/** A field to look for words, a month to go to, and which are shown. */
const Tools = (props: ToolsProps) => (
  <div class={style["tools"]}>
    <Search {...props} />
    <MonthChoice {...props} />
    <div class={style["chips"]} role="group" aria-label={says().which}>
      <Chip
        pressed={props.looking.only === undefined}
        onPress={() => props.onLook({ ...props.looking, only: undefined })}
      >
        {says().only.all}
      </Chip>
      <For each={everyOnly}>
        {(only) => (
          <Chip pressed={props.looking.only === only} onPress={() => props.onLook({ ...props.looking, only })}>
            {says().only[only]}
          </Chip>
        )}
      </For>
    </div>
  </div>
)

const Search = (props: ToolsProps) => {
  const routing = useIsRouting()
  let field: HTMLInputElement | undefined
  let typed = props.looking.query
  let waiting: ReturnType<typeof setTimeout> | undefined
  onCleanup(() => clearTimeout(waiting))
  const look = () => {
    clearTimeout(waiting)
    const query = field?.value.trim() || undefined
    if (query === typed) return
    // going back leads to what was there before the first letter
    const replace = typed !== undefined
    typed = query
    props.onLook({ ...props.looking, query, month: undefined }, replace)
  }
  // somebody went back, or took away what they looked for
  createEffect(on(() => props.looking.query, (query) => {
    if (query === typed || field === undefined) return
    typed = query
    field.value = query ?? ""
  }))
  return (
    <form
      role="search"
      class={style["search"]}
      aria-busy={routing()}
      onSubmit={(event) => {
        event.preventDefault()
        look()
      }}
    >
      <Icon of={search} />
      <input
        ref={(element) => field = element}
        type="search"
        enterkeyhint="search"
        autocomplete="off"
        maxlength={100}
        dir="auto"
        aria-label={says().searchFor(props.partner)}
        placeholder={says().search}
        value={typed ?? ""}
        onInput={() => {
          clearTimeout(waiting)
          waiting = setTimeout(look, pause)
        }}
      />
    </form>
  )
}

/** The browser's own list: of every month there is, as a pill. */
const MonthChoice = (props: ToolsProps) => {
  const first = createAsync(() => firstDay({}).catch(() => ({ date: null })))
  const now = () => dayIn(props.zone).slice(0, 7)
  const months = () => {
    const date = first()?.date ?? null
    return monthsDown(now(), date === null ? now() : date.slice(0, 7))
  }
  const short = (month: string) => localDate(`${month}-01`, { month: "short", year: "numeric" })
  const chosen = () => props.looking.month ?? now()
  return (
    <Show when={months().length > 1 || props.looking.month !== undefined}>
      <span class={style["month"]}>
        <Icon of={calendar} small />
        <span aria-hidden="true">{short(chosen())}</span>
        <Icon of={chevronDown} small />
        <select
          aria-label={says().month}
          onChange={({ currentTarget: { value } }) =>
            props.onLook({ ...props.looking, month: value === now() ? undefined : value })}
        >
          <For each={months().includes(chosen()) ? months() : [chosen(), ...months()]}>
            {(month) => <option value={month} selected={month === chosen()}>{short(month)}</option>}
          </For>
        </select>
      </span>
    </Show>
  )
}

export default Tools
