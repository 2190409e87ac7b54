import { Show } from "solid-js"
import { Refused } from "../api/client.ts"
import { m } from "../i18n/messages.ts"
import { Banner } from "../ui/Banner.tsx"
import { Button } from "../ui/Button.tsx"
import { online } from "../ui/online.ts"
import { Page } from "../ui/Page.tsx"

export interface FailureProps {
  readonly failure: unknown
  readonly onRetry: () => void
}

/** What is safe, by what went wrong. */
export const safeWords = (failure: unknown): string => {
  if (!online()) return m().ui.offline
  return failure instanceof Refused && failure.status === 429 ? m().ui.tooOften : m().ui.failedSafe
}

/** A page that could not be shown: what failed, what is safe, one button. */
export const Failure = (props: FailureProps) => (
  <Show when={!(props.failure instanceof Refused && props.failure.status === 404)} fallback={<NotFound />}>
    <Page title={m().ui.failed} narrow>
      <Banner
        kind="error"
        title={m().ui.failed}
        action={<Button kind="primary" onClick={() => props.onRetry()}>{m().ui.retry}</Button>}
      >
        {safeWords(props.failure)}
      </Banner>
    </Page>
  </Show>
)

/** An address that leads nowhere. */
export const NotFound = () => (
  <Page title={m().shell.notFound} narrow lede={m().shell.notFoundSafe}>
    <p>
      <a href="/home">{m().shell.toHome}</a>
    </p>
  </Page>
)
