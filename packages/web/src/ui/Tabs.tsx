import { A } from "@solidjs/router"
import { For } from "solid-js"
import style from "./Choice.module.css"

export interface TabsProps {
  readonly label: string
  readonly tabs: ReadonlyArray<{ readonly href: string; readonly label: string }>
}

/** Pages that belong together, as links: each has its own address, the current one is raised. */
export const Tabs = (props: TabsProps) => (
  <nav class={style["tabs"]} aria-label={props.label}>
    <For each={props.tabs}>{(tab) => <A href={tab.href} end>{tab.label}</A>}</For>
  </nav>
)
