import { Navigate, Route, Router, type RouteSectionProps } from "@solidjs/router"
import { ErrorBoundary, For, lazy, Suspense } from "solid-js"
import { spoken } from "./i18n/words.ts"
import type { PageEntry } from "./pages.ts"
import { Failure, NotFound } from "./shell/Failure.tsx"
import { SignedIn } from "./shell/SignedIn.tsx"
import { Toasts } from "./ui/Toasts.tsx"

const Root = (props: RouteSectionProps) => (
  <>
    <ErrorBoundary
      fallback={(failure, reset) => (
        <main>
          <Failure failure={failure} onRetry={reset} />
        </main>
      )}
    >
      <Suspense>{props.children}</Suspense>
    </ErrorBoundary>
    <Toasts />
  </>
)

/** A page and what it says, in the language of now. */
const ready = async (page: PageEntry) => {
  const chunk = await page.page()
  await spoken()
  return chunk
}

/** The whole app over a list of pages. */
export const App = (props: { readonly pages: ReadonlyArray<PageEntry> }) => {
  const route = (page: PageEntry) => (
    <Route
      path={page.path}
      component={lazy(() => ready(page))}
      preload={() => void page.preload?.().catch(() => {})}
    />
  )
  return (
    <Router root={Root}>
      <For each={props.pages.filter((page) => page.for === "anyone")}>{route}</For>
      <Route component={(section: RouteSectionProps) => <SignedIn {...section} pages={props.pages} />}>
        <Route path="/" component={() => <Navigate href="/home" />} />
        <For each={props.pages.filter((page) => page.for !== "anyone")}>{route}</For>
        <Route path="*" component={NotFound} />
      </Route>
    </Router>
  )
}
