import { reasons as en } from "./en/reasons.ts"
import { words } from "./words.ts"

/** What is said to "why this one?". */
export const reasons = words(en, { de: async () => (await import("./de.ts")).reasons })
