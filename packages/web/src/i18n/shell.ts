import { shell as en } from "./en/shell.ts"
import { words } from "./words.ts"

/** What is said around the pages. */
export const shell = words(en, { de: async () => (await import("./de.ts")).shell })
