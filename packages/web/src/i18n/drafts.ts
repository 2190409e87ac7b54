import { drafts as en } from "./en/drafts.ts"
import { words } from "./words.ts"

/** What is said where somebody writes before there is anybody to write for. */
export const drafts = words(en, { de: async () => (await import("./de.ts")).drafts })
