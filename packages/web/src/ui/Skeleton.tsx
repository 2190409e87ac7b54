import { type JSX } from "solid-js"
import { ui } from "../i18n/ui.ts"
import style from "./Notice.module.css"

export interface SkeletonProps {
  readonly width?: "s" | "m" | "l" | "full" | undefined
  /** a line of text, a line of words, or a whole letter */
  readonly height?: "m" | "l" | "xl" | undefined
}

/** The place of something that is on its way. */
export const Skeleton = (props: SkeletonProps) => (
  <div class={style["skeleton"]} data-width={props.width ?? "full"} data-height={props.height ?? "m"} />
)

/** Several places of a page on its way; said once as "Loading". */
export const Skeletons = (props: { readonly children: JSX.Element }) => (
  <div class={style["skeletons"]} role="status">
    <span class="visually-hidden">{ui().loading}</span>
    {props.children}
  </div>
)
