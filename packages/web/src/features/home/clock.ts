import { createSignal, onCleanup } from "solid-js"

const minute = 60_000

/** The time of now, a minute at a time, and at once when the page is looked at again. */
export const createClock = (): () => Date => {
  const [now, setNow] = createSignal(new Date())
  const tick = () => setNow(new Date())
  const look = () => document.visibilityState === "visible" && tick()
  const timer = setInterval(tick, minute)
  document.addEventListener("visibilitychange", look)
  onCleanup(() => {
    clearInterval(timer)
    document.removeEventListener("visibilitychange", look)
  })
  return now
}
