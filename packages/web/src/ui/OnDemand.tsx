import { type Component, createSignal, type JSX, lazy, Show, Suspense } from "solid-js"
import { spoken } from "../i18n/words.ts"

/** A part that is fetched, with what it says, the first time somebody asks for it: most never do. */
export const fetched = <Props extends object>(load: () => Promise<{ readonly default: Component<Props> }>) =>
  lazy(async () => {
    const chunk = await load()
    await spoken()
    return chunk
  })

/** Whether such a dialog was ever asked for, and whether it is open. */
export const createOnDemand = () => {
  const [asked, setAsked] = createSignal(false)
  const [open, setOpen] = createSignal(false)
  const ask = () => {
    setAsked(true)
    setOpen(true)
  }
  return { asked, open, ask, close: () => setOpen(false) }
}

export interface OnDemandProps {
  readonly of: ReturnType<typeof createOnDemand>
  readonly children: JSX.Element
}

/** Where such a dialog stands: nothing until it was asked for. */
export const OnDemand = (props: OnDemandProps) => (
  <Show when={props.of.asked()}>
    <Suspense>{props.children}</Suspense>
  </Show>
)
