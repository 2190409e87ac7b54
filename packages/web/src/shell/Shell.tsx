import { A } from "@solidjs/router"
import { createSignal, type JSX } from "solid-js"
import { keepLive } from "../features/live/keepLive.ts"
import { shell } from "../i18n/shell.ts"
import { navigationOf, type PageEntry } from "../pages.ts"
import { useMe } from "../session/me.tsx"
import { OfflineBar } from "../ui/OfflineBar.tsx"
import { Here } from "./Here.tsx"
import { Logo } from "./Logo.tsx"
import { Navigation } from "./Navigation.tsx"
import style from "./Shell.module.css"
import { Shortcuts } from "./Shortcuts.tsx"
import { UpdateBar } from "./UpdateBar.tsx"

export interface ShellProps {
  readonly pages: ReadonlyArray<PageEntry>
  readonly children: JSX.Element
}

/** What is around every signed-in page. */
export const Shell = (props: ShellProps) => {
  const me = useMe()
  const [shortcuts, showShortcuts] = createSignal(false)
  const pages = () => navigationOf(props.pages, me().relationship !== null)
  keepLive()
  return (
    <div class={style["shell"]}>
      <a
        class={style["skip"]}
        href="#content"
        onClick={(event) => {
          // The router takes links of this page for navigations.
          event.preventDefault()
          document.querySelector<HTMLElement>("#content")?.focus()
        }}
      >
        {shell().skip}
      </a>
      <Navigation pages={pages()} here={<Here />} onShortcuts={() => showShortcuts(true)} />
      <div>
        <header class={style["top"]}>
          <A href="/home" aria-label={shell().home} aria-current={false}>
            <Logo />
          </A>
          <Here />
        </header>
        <OfflineBar />
        <UpdateBar />
        <main class={style["main"]} id="content" tabindex="-1">{props.children}</main>
      </div>
      <Shortcuts pages={pages()} open={shortcuts()} onOpen={showShortcuts} />
    </div>
  )
}
