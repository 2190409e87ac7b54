import { createSignal } from "solid-js"

const [waiting, setWaiting] = createSignal<ServiceWorker | undefined>()

/** Whether a new version waits to be used. */
export const updateReady = (): boolean => waiting() !== undefined

/** Lets the new version take over; the page reloads once it has. */
export const useUpdate = (): void => waiting()?.postMessage("activate")

const hour = 3_600_000

/** Registers the service worker, and notices when a newer one waits. */
export const watchForUpdates = async (): Promise<void> => {
  const container = navigator.serviceWorker
  if (container === undefined) return
  // Only a page that had a worker is an old page: a first visit does not reload.
  if (container.controller !== null) {
    container.addEventListener("controllerchange", () => location.reload(), { once: true })
  }
  const registration = await container.register("/sw.js", { updateViaCache: "none" })
  const noticed = (worker: ServiceWorker | null) => {
    if (worker?.state === "installed" && container.controller !== null) setWaiting(worker)
  }
  noticed(registration.waiting)
  registration.addEventListener("updatefound", () => {
    const worker = registration.installing
    worker?.addEventListener("statechange", () => noticed(worker))
  })
  const look = () => void registration.update().catch(() => {})
  setInterval(look, hour)
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && look())
}

/** After a deploy without a worker an old page misses its chunks: it reloads, once. */
export const reloadWhenChunksAreGone = (): void =>
  addEventListener("vite:preloadError", (event) => {
    const key = "lumi.reloaded"
    const last = Number(sessionStorage.getItem(key) ?? 0)
    if (Date.now() - last < 60_000) return
    sessionStorage.setItem(key, String(Date.now()))
    event.preventDefault()
    location.reload()
  })
