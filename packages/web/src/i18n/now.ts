import { now as en } from "./en/now.ts"
import { words } from "./words.ts"

/** What is said where one is sent by hand. */
export const now = words(en, { de: async () => (await import("./de.ts")).now })
