import { onCleanup, onMount } from "solid-js"

/** Connects once the page has been painted, and for as long as somebody is signed in; the client is its own chunk. */
export const keepLive = (): void => {
  let stop = () => {}
  let over = false
  const start = async () => {
    const { startLive } = await import("./live.ts")
    if (!over) stop = startLive()
  }
  onMount(() => {
    const soon = () => void start().catch(() => {})
    // Safari has no idle callback.
    if ("requestIdleCallback" in globalThis) requestIdleCallback(soon, { timeout: 1000 })
    else setTimeout(soon, 100)
  })
  onCleanup(() => {
    over = true
    stop()
  })
}
