import { createSignal, type JSX, Show, Suspense } from "solid-js"

/** A dialog that is fetched the first time somebody asks for it: most never do. */
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
