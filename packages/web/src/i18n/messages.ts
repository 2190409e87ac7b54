import { createSignal } from "solid-js"
import { en } from "./en.ts"

export type Messages = typeof en
export type Language = "en" | "de"

const [m, setMessages] = createSignal<Messages>(en)
const [language, setLanguage] = createSignal<Language>("en")

/** What Lumi says, in the language of now: `m().ui.close`. Read it where it is shown, so that it follows a change. */
export { m }
/** The language of now. */
export { language }

const key = "lumi.language"

/** The language chosen here before, else the first of the browser's that Lumi speaks. */
export const preferred = (): Language => {
  const wished = [localStorage.getItem(key), ...navigator.languages].map((one) => one?.slice(0, 2))
  return wished.find((one): one is Language => one === "en" || one === "de") ?? "en"
}

/** Speaks a language from now on, everywhere at once. */
export const speak = async (next: Language): Promise<void> => {
  const catalogue = next === "de" ? (await import("./de.ts")).de : en
  setLanguage(next)
  setMessages(() => catalogue)
  document.documentElement.lang = next
  localStorage.setItem(key, next)
}
