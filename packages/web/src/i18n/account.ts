import { account as en } from "./en/account.ts"
import { words } from "./words.ts"

/** What the door says: signing in, signing up, a lost password. */
export const account = words(en, { de: async () => (await import("./de.ts")).account })
