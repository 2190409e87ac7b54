import { createSignal } from "solid-js"
import type { Presence } from "../ui/PresenceLights.tsx"

const [presence, setPresence] = createSignal<Presence>("offline")

/** How the partner is, as far as this page knows; written by realtime. */
export { presence, setPresence }
