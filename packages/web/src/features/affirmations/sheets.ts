import { lazy } from "solid-js"
import { spoken } from "../../i18n/words.ts"

// Fetched with what they say, when somebody asks.

/** Answers "why this one?". */
export const Why = lazy(async () => {
  const chunk = await import("./Why.tsx")
  await spoken()
  return chunk
})

/** Where somebody writes back. */
export const WriteBack = lazy(async () => {
  const chunk = await import("./WriteBack.tsx")
  await spoken()
  return chunk
})
