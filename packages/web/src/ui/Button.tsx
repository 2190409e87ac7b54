import { type JSX, splitProps } from "solid-js"
import style from "./Button.module.css"

export type ButtonKind = "primary" | "quiet" | "plain" | "danger" | "glass"

interface Look {
  /** one primary per view; quiet when not said */
  readonly kind?: ButtonKind | undefined
  readonly big?: boolean | undefined
  readonly wide?: boolean | undefined
}

export interface ButtonProps extends Look, JSX.ButtonHTMLAttributes<HTMLButtonElement> {
  /** shows that its work is under way; it keeps its width and cannot be pressed again */
  readonly busy?: boolean | undefined
}

const look = ["kind", "big", "wide", "children"] as const

/** A button; `type` is "button" unless said otherwise. */
export const Button = (props: ButtonProps) => {
  const [own, rest] = splitProps(props, [...look, "busy", "onClick"])
  return (
    <button
      type="button"
      {...rest}
      class={style["button"]}
      data-kind={own.kind ?? "quiet"}
      data-big={own.big ? "" : undefined}
      data-wide={own.wide ? "" : undefined}
      aria-busy={own.busy ? "true" : undefined}
      onClick={(event) => {
        if (own.busy) event.preventDefault()
        else if (typeof own.onClick === "function") own.onClick(event)
      }}
    >
      <span class={style["words"]}>{own.children}</span>
    </button>
  )
}

export interface ButtonLinkProps extends Look, JSX.AnchorHTMLAttributes<HTMLAnchorElement> {
  readonly href: string
}

/** A link that looks like a button: it goes somewhere and changes nothing. */
export const ButtonLink = (props: ButtonLinkProps) => {
  const [own, rest] = splitProps(props, look)
  return (
    <a
      {...rest}
      class={style["button"]}
      data-kind={own.kind ?? "quiet"}
      data-big={own.big ? "" : undefined}
      data-wide={own.wide ? "" : undefined}
    >
      {own.children}
    </a>
  )
}

export interface IconButtonProps extends JSX.ButtonHTMLAttributes<HTMLButtonElement> {
  /** what it does, said to those who do not see the icon */
  readonly label: string
}

/** A round button that holds only an icon. */
export const IconButton = (props: IconButtonProps) => {
  const [own, rest] = splitProps(props, ["label"])
  return <button type="button" {...rest} class={style["round"]} aria-label={own.label} title={own.label} />
}
