import { said as en } from "./en/said.ts"
import { words } from "./words.ts"

/** What is said where the other one answered. */
export const said = words(en, { de: async () => (await import("./de.ts")).said })
