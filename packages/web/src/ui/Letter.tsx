import { type JSX, Show } from "solid-js"
import { ui } from "../i18n/ui.ts"
import { Button } from "./Button.tsx"
import style from "./Letter.module.css"
import { By, type Light } from "./PresenceLights.tsx"

export type LetterState = "sealed" | "opening" | "open"

export interface LetterProps {
  readonly light: Light
  readonly name: string
  readonly aside?: string | undefined
  readonly state: LetterState
  readonly text: string
  /** called by the one button of a sealed letter; the page then says "opening" */
  readonly onOpen?: (() => void) | undefined
  /** called once the light has come up, so that the page says "open" and it is not played again */
  readonly onOpened?: (() => void) | undefined
  /** stands at the end of the first line: an icon button */
  readonly corner?: JSX.Element
  /** what can be done with it, at the foot */
  readonly children?: JSX.Element
  readonly class?: string | undefined
}

const longer = 140

/** The words one of them wrote, lit by who wrote them. Sealed until it is touched; the light then grows once. */
export const Letter = (props: LetterProps) => (
  <article
    class={`${style["letter"]} ${props.class ?? ""}`}
    data-tint={props.light.tint}
    data-side={props.light.side}
    data-state={props.state}
    data-length={[...props.text].length > longer ? "long" : undefined}
    onAnimationEnd={(event) => {
      if (props.state === "opening" && event.target !== event.currentTarget) props.onOpened?.()
    }}
  >
    <header class={style["head"]}>
      <By light={props.light} name={props.name} aside={props.aside} />
      {props.corner}
    </header>
    <Show
      when={props.state !== "sealed"}
      fallback={
        <footer class={style["foot"]}>
          <Button kind="primary" onClick={() => props.onOpen?.()}>{ui().open}</Button>
        </footer>
      }
    >
      <p class={`words ${style["text"]}`} dir="auto">{props.text}</p>
      <Show when={props.children}>
        <footer class={style["foot"]}>{props.children}</footer>
      </Show>
    </Show>
  </article>
)
