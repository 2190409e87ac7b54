import circleHelp from "lucide-static/icons/circle-help.svg?path"
import { createSignal, lazy, Show, Suspense } from "solid-js"
import { home } from "../../i18n/home.ts"
import { spoken } from "../../i18n/words.ts"
import { IconButton } from "../../ui/Button.tsx"
import { Icon } from "../../ui/Icon.tsx"
import type { Received } from "./data.ts"

/** The answer is fetched when somebody asks: most mornings nobody does. */
const Why = lazy(async () => {
  const chunk = await import("./Why.tsx")
  await spoken()
  return chunk
})

/** Asks "why this one?" and shows the answer. */
export const WhyButton = (props: { readonly reason: Received["reason"] }) => {
  const [asked, setAsked] = createSignal(false)
  const [open, setOpen] = createSignal(false)
  return (
    <div>
      <IconButton
        label={home().whyThis}
        aria-haspopup="dialog"
        onClick={() => {
          setAsked(true)
          setOpen(true)
        }}
      >
        <Icon of={circleHelp} />
      </IconButton>
      <Show when={asked()}>
        <Suspense>
          <Why open={open()} reason={props.reason} onClose={() => setOpen(false)} />
        </Suspense>
      </Show>
    </div>
  )
}
