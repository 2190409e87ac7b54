import { createEffect, type JSX, onMount, Show } from "solid-js"
import style from "./Page.module.css"

/** The browser itself announces the page it opened; every one after it is announced by its heading. */
let opened = false

export interface PageProps {
  readonly title: string
  /** the tab's title when it is not the heading */
  readonly documentTitle?: string | undefined
  /** one quiet line under the heading */
  readonly lede?: JSX.Element
  /** stands beside the heading: tabs, a button */
  readonly beside?: JSX.Element
  /** one column of text: settings, pairing */
  readonly narrow?: boolean | undefined
  readonly class?: string | undefined
  readonly children: JSX.Element
}

/** A page: its heading (which takes the focus after a navigation), its title in the tab, its column. */
export const Page = (props: PageProps) => {
  let heading: HTMLHeadingElement | undefined
  onMount(() => {
    if (opened) heading?.focus({ preventScroll: true })
    opened = true
  })
  createEffect(() => {
    document.title = `${props.documentTitle ?? props.title} · Lumi`
  })
  return (
    <div class={`${style["page"]} ${props.class ?? ""}`} data-narrow={props.narrow ? "" : undefined}>
      <div class={style["head"]}>
        <div>
          <h1 tabindex="-1" ref={(element) => heading = element}>{props.title}</h1>
          <Show when={props.lede}>
            <p>{props.lede}</p>
          </Show>
        </div>
        {props.beside}
      </div>
      {props.children}
    </div>
  )
}

/** A sheet of paper on the page. */
export const Card = (props: { readonly children: JSX.Element; readonly class?: string | undefined }) => (
  <div class={`${style["card"]} ${props.class ?? ""}`}>{props.children}</div>
)
