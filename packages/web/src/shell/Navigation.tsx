import { A } from "@solidjs/router"
import { For, type JSX } from "solid-js"
import { shell } from "../i18n/shell.ts"
import type { NavigationEntry } from "../pages.ts"
import { Icon } from "../ui/Icon.tsx"
import { Logo } from "./Logo.tsx"
import style from "./Shell.module.css"

export interface NavigationProps {
  readonly pages: ReadonlyArray<NavigationEntry>
  readonly here: JSX.Element
  readonly onShortcuts: () => void
}

/** The bottom bar of a phone, the rail of a desktop: one list of links. */
export const Navigation = (props: NavigationProps) => {
  const at = (place: "bar" | "foot") => props.pages.filter((page) => page.navigation.place === place)
  return (
    <nav class={style["nav"]} aria-label={shell().navigation}>
      <A class={style["mark"]} href="/home" aria-label={shell().home} aria-current={false} end>
        <Logo size="m" />
      </A>
      <For each={at("bar")}>{(page) => <Entry page={page} />}</For>
      <For each={at("foot")}>{(page) => <Entry page={page} phone />}</For>
      <div class={style["foot"]}>
        <For each={at("foot")}>{(page) => <Entry page={page} />}</For>
        <button type="button" aria-haspopup="dialog" onClick={() => props.onShortcuts()}>
          <kbd aria-hidden="true">?</kbd>
          {shell().shortcuts}
        </button>
        {props.here}
      </div>
    </nav>
  )
}

const Entry = (props: { readonly page: NavigationEntry; readonly phone?: boolean }) => (
  <A class={props.phone ? style["phone"] ?? "" : ""} href={props.page.path} end>
    <Icon of={props.page.navigation.icon} />
    <span>{props.page.navigation.label()}</span>
  </A>
)
