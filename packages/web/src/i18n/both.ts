import { both as en } from "./en/both.ts"
import { words } from "./words.ts"

/** What the two sides of affirmations are called. */
export const both = words(en, { de: async () => (await import("./de.ts")).both })
