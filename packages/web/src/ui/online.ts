import { createSignal } from "solid-js"

const [online, setOnline] = createSignal(globalThis.navigator?.onLine ?? true)
globalThis.addEventListener?.("online", () => setOnline(true))
globalThis.addEventListener?.("offline", () => setOnline(false))

/** Whether the browser believes to have a network. */
export { online }
