import { Show } from "solid-js"
import { Refused } from "../api/client.ts"
import { shell } from "../i18n/shell.ts"
import { ui } from "../i18n/ui.ts"
import { Banner } from "../ui/Banner.tsx"
import { Button } from "../ui/Button.tsx"
import { online } from "../ui/online.ts"
import { Page } from "../ui/Page.tsx"
import { onNews } from "./again.ts"

export interface FailureProps {
  readonly failure: unknown
  readonly onRetry: () => void
}

/** What is safe, by what went wrong. */
export const safeWords = (failure: unknown): string => {
  if (!online()) return ui().offline
  return failure instanceof Refused && failure.status === 429 ? ui().tooOften : ui().failedSafe
}

/** A page that could not be shown: what failed, what is safe, one button; with news it tries by itself. */
export const Failure = (props: FailureProps) => {
  onNews(() => props.onRetry())
  return (
    <Show when={!(props.failure instanceof Refused && props.failure.status === 404)} fallback={<NotFound />}>
      <Page title={ui().failed} narrow>
        <Banner
          kind="error"
          title={safeWords(props.failure)}
          action={<Button kind="primary" onClick={() => props.onRetry()}>{ui().retry}</Button>}
        />
      </Page>
    </Show>
  )
}

/** An address that leads nowhere. */
export const NotFound = () => (
  <Page title={shell().notFound} narrow lede={shell().notFoundSafe}>
    <p>
      <a href="/home">{shell().toHome}</a>
    </p>
  </Page>
)
