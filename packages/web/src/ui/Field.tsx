import circleAlert from "lucide-static/icons/circle-alert.svg?path"
import { createUniqueId, type JSX, Show, splitProps } from "solid-js"
import style from "./Field.module.css"
import { Icon } from "./Icon.tsx"

interface Common {
  readonly label: string
  /** read to everybody, shown to those who see only when true is not given */
  readonly hideLabel?: boolean | undefined
  readonly hint?: JSX.Element
  /** a sentence that says what to do; the field turns red and is announced */
  readonly error?: string | undefined
}

export interface FieldProps extends Common, JSX.InputHTMLAttributes<HTMLInputElement> {}

const common = ["label", "hideLabel", "hint", "error", "id"] as const

/** One line of input with its label above and its hint or error below. */
export const Field = (props: FieldProps) => {
  const [own, rest] = splitProps(props, common)
  const id = own.id ?? createUniqueId()
  return (
    <Frame {...own} id={id}>
      <input {...rest} {...described(own, id)} class={style["input"]} id={id} />
    </Frame>
  )
}

export interface SelectFieldProps extends Common, JSX.SelectHTMLAttributes<HTMLSelectElement> {}

/** A choice of few, by the browser's own list. */
export const SelectField = (props: SelectFieldProps) => {
  const [own, rest] = splitProps(props, common)
  const id = own.id ?? createUniqueId()
  return (
    <Frame {...own} id={id}>
      <select {...rest} {...described(own, id)} class={style["input"]} id={id} />
    </Frame>
  )
}

export interface TextFieldProps extends Common, JSX.TextareaHTMLAttributes<HTMLTextAreaElement> {
  readonly value: string
  /** the most characters; said beside the field, and never cut off while typing */
  readonly limit?: number | undefined
  /** what one of the two writes to the other is set in their letters */
  readonly words?: boolean | undefined
}

/** Several lines of text, with how much of the limit is used. */
export const TextField = (props: TextFieldProps) => {
  const [own, rest] = splitProps(props, [...common, "limit", "words"])
  const id = own.id ?? createUniqueId()
  const length = () => [...rest.value].length
  return (
    <Frame
      {...own}
      id={id}
      count={own.limit === undefined ? undefined : { used: length(), limit: own.limit }}
    >
      <textarea
        {...rest}
        {...described(own, id)}
        class={style["input"]}
        data-words={own.words ? "" : undefined}
        dir="auto"
        id={id}
      />
    </Frame>
  )
}

const described = (own: Common, id: string) => ({
  get "aria-invalid"() {
    return own.error === undefined ? undefined : ("true" as const)
  },
  get "aria-describedby"() {
    return own.error !== undefined ? `${id}-error` : own.hint !== undefined ? `${id}-hint` : undefined
  }
})

interface FrameProps extends Common {
  readonly id: string
  readonly count?: { readonly used: number; readonly limit: number } | undefined
  readonly children: JSX.Element
}

const Frame = (props: FrameProps) => (
  <div class={style["field"]}>
    <label class={props.hideLabel ? "visually-hidden" : style["label"]} for={props.id}>{props.label}</label>
    {props.children}
    <Show when={props.error}>
      {(error) => (
        <p class={style["error"]} id={`${props.id}-error`}>
          <Icon of={circleAlert} small />
          {error()}
        </p>
      )}
    </Show>
    <Show when={props.hint !== undefined || props.count !== undefined}>
      <div class={style["foot"]}>
        <span id={`${props.id}-hint`}>{props.hint}</span>
        <Show when={props.count}>
          {(count) => (
            <span class={style["count"]} data-over={count().used > count().limit ? "" : undefined}>
              {count().used} / {count().limit}
            </span>
          )}
        </Show>
      </div>
    </Show>
  </div>
)
