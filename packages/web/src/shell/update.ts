import { setWaiting } from "./waiting.ts"

const hour = 3_600_000

/** Registers the service worker, and notices when a newer one waits. */
export const watchForUpdates = async (): Promise<void> => {
  const container = navigator.serviceWorker
  if (container === undefined) return
  // Only a page that had a worker is an old page: a first visit does not reload.
  if (container.controller !== null) {
    container.addEventListener("controllerchange", () => {
      // Signing out takes the worker away, and nobody takes over then.
      if (container.controller !== null) location.reload()
    }, { once: true })
  }
  const registration = await container.register("/sw.js", { updateViaCache: "none" }).catch(() => undefined)
  // Without a worker (a private window, a browser that forbids it) Lumi works, only not without a network.
  if (registration === undefined) return
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
