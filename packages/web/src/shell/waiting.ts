import { createSignal } from "solid-js"

const [waiting, setWaiting] = createSignal<ServiceWorker | undefined>()

/** The new version of Lumi while it waits to be used. */
export { setWaiting, waiting }
