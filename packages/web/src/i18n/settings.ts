import { settings as en } from "./en/settings.ts"
import { words } from "./words.ts"

/** What the settings say. */
export const settings = words(en, { de: async () => (await import("./de.ts")).settings })
