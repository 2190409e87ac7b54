import { onCleanup } from "solid-js"

const failed = new Set<() => void>()

/** What a page or a part that failed does when there is news, for as long as it stands there. */
export const onNews = (retry: () => void): void => {
  failed.add(retry)
  onCleanup(() => failed.delete(retry))
}

/** There is news, so what failed is worth another try: what is not shown cannot be asked for again by those who show it. */
export const retryFailed = (): void => {
  // only those that failed before: a retry may fail at once, and stand there again
  for (const retry of Array.from(failed)) retry()
}
