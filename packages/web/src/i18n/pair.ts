import { pair as en } from "./en/pair.ts"
import { words } from "./words.ts"

/** What is said on the way to becoming two. */
export const pair = words(en, { de: async () => (await import("./de.ts")).pair })
