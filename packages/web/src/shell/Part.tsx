import { ErrorBoundary, type JSX, Suspense } from "solid-js"
import { ui } from "../i18n/ui.ts"
import { Banner } from "../ui/Banner.tsx"
import { Button } from "../ui/Button.tsx"
import { onNews } from "./again.ts"
import { type FailureProps, safeWords } from "./Failure.tsx"

export interface PartProps {
  /** its place, while it is on its way */
  readonly skeleton: JSX.Element
  /** reads what it shows; made anew by "Try again" */
  readonly children: JSX.Element
}

/** A part of a page that may fail by itself: what stands beside it (words half written) stays. */
export const Part = (props: PartProps) => (
  <ErrorBoundary fallback={(failure, reset) => <Failed failure={failure} onRetry={reset} />}>
    <Suspense fallback={props.skeleton}>{props.children}</Suspense>
  </ErrorBoundary>
)

const Failed = (props: FailureProps) => {
  onNews(() => props.onRetry())
  return (
    <Banner
      kind="error"
      title={ui().failed}
      action={<Button onClick={() => props.onRetry()}>{ui().retry}</Button>}
    >
      {safeWords(props.failure)}
    </Banner>
  )
}
