import { createSignal } from "solid-js"
import type { Presence } from "../ui/PresenceLights.tsx"

const [presence, setPresence] = createSignal<Presence | undefined>()

/** How the partner is; undefined while nothing tells, and then nothing is said. */
export { presence, setPresence }
