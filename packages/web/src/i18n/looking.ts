import { looking as en } from "./en/looking.ts"
import { words } from "./words.ts"

/** What is said while somebody looks for words they received. */
export const looking = words(en, { de: async () => (await import("./de.ts")).looking })
