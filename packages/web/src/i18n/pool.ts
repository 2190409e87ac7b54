import { pool as en } from "./en/pool.ts"
import { words } from "./words.ts"

/** What is said around the list of written affirmations: which ones are shown, and how to begin. */
export const pool = words(en, { de: async () => (await import("./de.ts")).pool })
