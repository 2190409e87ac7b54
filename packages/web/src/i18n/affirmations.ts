import { affirmations as en } from "./en/affirmations.ts"
import { words } from "./words.ts"

/** What the page of received affirmations says. */
export const affirmations = words(en, { de: async () => (await import("./de.ts")).affirmations })
