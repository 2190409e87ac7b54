import { keeping as en } from "./en/keeping.ts"
import { words } from "./words.ts"

/** What is said where a text is kept for a date, and where many are added at once. */
export const keeping = words(en, { de: async () => (await import("./de.ts")).keeping })
