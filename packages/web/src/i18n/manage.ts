import { manage as en } from "./en/manage.ts"
import { words } from "./words.ts"

/** What the page of written affirmations says. */
export const manage = words(en, { de: async () => (await import("./de.ts")).manage })
