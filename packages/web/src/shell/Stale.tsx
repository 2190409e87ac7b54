import { Show } from "solid-js"
import { ui } from "../i18n/ui.ts"
import { Banner } from "../ui/Banner.tsx"
import { Button } from "../ui/Button.tsx"
import { online } from "../ui/online.ts"
import { safeWords } from "./Failure.tsx"

export interface StaleProps {
  /** why what stands on the page could not be made fresh, while that is so */
  readonly failure: unknown
  readonly onRetry: () => Promise<void>
}

/** Says that the page shows what was there before; without a network the offline bar has said so already. */
export const Stale = (props: StaleProps) => (
  <Show when={props.failure !== undefined && online()}>
    <Banner
      kind="error"
      title={ui().failed}
      action={<Button onClick={() => void props.onRetry().catch(() => {})}>{ui().retry}</Button>}
    >
      {safeWords(props.failure)}
    </Banner>
  </Show>
)
