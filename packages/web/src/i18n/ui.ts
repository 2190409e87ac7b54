import { ui as en } from "./en/ui.ts"
import { words } from "./words.ts"

/** What the parts in ui/ say. */
export const ui = words(en, { de: async () => (await import("./de.ts")).ui })
