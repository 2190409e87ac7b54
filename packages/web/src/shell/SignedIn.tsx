import { createAsync, type RouteSectionProps, useLocation, useNavigate } from "@solidjs/router"
import { createEffect, ErrorBoundary, type JSX, Show, Suspense } from "solid-js"
import type { PageEntry } from "../pages.ts"
import { type Me, me, MeProvider } from "../session/me.tsx"
import { followMe } from "../session/session.ts"
import { Skeleton, Skeletons } from "../ui/Skeleton.tsx"
import { Failure } from "./Failure.tsx"
import style from "./Shell.module.css"
import { Shell } from "./Shell.tsx"

const Waiting = () => (
  <Skeletons>
    <Skeleton height="l" width="m" />
    <Skeleton height="xl" />
  </Skeletons>
)

/** Around the pages of whoever is signed in: their person, the shell, and what is shown when a page fails. */
export const SignedIn = (props: RouteSectionProps & { readonly pages: ReadonlyArray<PageEntry> }) => (
  <ErrorBoundary
    fallback={(failure, reset) => (
      <main class={style["main"]}>
        <Failure failure={failure} onRetry={reset} />
      </main>
    )}
  >
    <Suspense
      fallback={
        <main class={style["main"]}>
          <Waiting />
        </main>
      }
    >
      <WithMe>
        {(known) => (
          <MeProvider value={known}>
            <Shell pages={props.pages}>
              <ErrorBoundary fallback={(failure, reset) => <Failure failure={failure} onRetry={reset} />}>
                <Suspense fallback={<Waiting />}>
                  <Paired me={known()} pages={props.pages}>{props.children}</Paired>
                </Suspense>
              </ErrorBoundary>
            </Shell>
          </MeProvider>
        )}
      </WithMe>
    </Suspense>
  </ErrorBoundary>
)

const WithMe = (props: { readonly children: (me: () => Me) => JSX.Element }) => {
  const known = createAsync(() => me({}))
  followMe(known)
  return <Show when={known()}>{(shown) => props.children(shown)}</Show>
}

/** Pages for two are for two: whoever is not paired yet is brought to where they pair. */
const Paired = (
  props: { readonly me: Me; readonly pages: ReadonlyArray<PageEntry>; readonly children: JSX.Element }
) => {
  const location = useLocation()
  const navigate = useNavigate()
  const allowed = () =>
    props.me.relationship !== null
    || props.pages.find((page) => page.path === location.pathname)?.for !== "member"
  createEffect(() => !allowed() && navigate("/pair", { replace: true }))
  return <Show when={allowed()}>{props.children}</Show>
}
