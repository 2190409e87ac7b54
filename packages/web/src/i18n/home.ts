import { home as en } from "./en/home.ts"
import { words } from "./words.ts"

/** What the home page says. */
export const home = words(en, { de: async () => (await import("./de.ts")).home })
