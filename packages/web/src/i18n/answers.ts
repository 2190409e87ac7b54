import { answers as en } from "./en/answers.ts"
import { words } from "./words.ts"

/** What is said where somebody writes back. */
export const answers = words(en, { de: async () => (await import("./de.ts")).answers })
