import { createSignal } from "solid-js"

export type Language = "en" | "de"

const [language, setLanguage] = createSignal<Language>("en")

/** The language of now. */
export { language }

let wanted: Language = "en"
const parts = new Set<(next: Language) => Promise<void>>()
let pending: Promise<unknown> = Promise.resolve()

/**
 * One part of the catalogue: English in the chunk of the page that says it, another language fetched when it is spoken.
 * What it gives is read where it is shown, `home().title`, so that it follows a change of language.
 */
export const words = <Catalogue>(
  en: Catalogue,
  others: { readonly de: () => Promise<Catalogue> }
): () => Catalogue => {
  const [spoken, setSpoken] = createSignal(en)
  const follow = async (next: Language) => {
    // Without a network a part that was never fetched speaks English: better than silence.
    const catalogue = next === "en" ? en : await others[next]().catch(() => en)
    if (next === wanted) setSpoken(() => catalogue)
  }
  parts.add(follow)
  if (wanted !== "en") pending = Promise.all([pending, follow(wanted)])
  return spoken
}

/** Resolves once every part that was loaded speaks the language of now. A page waits for it before it is shown. */
export const spoken = (): Promise<unknown> => pending

const key = "lumi.language"

/** The language chosen here before, else the first of the browser's that Lumi speaks. */
export const preferred = (): Language => {
  const wished = [localStorage.getItem(key), ...navigator.languages].map((one) => one?.slice(0, 2))
  return wished.find((one): one is Language => one === "en" || one === "de") ?? "en"
}

/** Speaks a language from now on, everywhere at once. */
export const speak = async (next: Language): Promise<void> => {
  wanted = next
  localStorage.setItem(key, next)
  pending = Promise.all([...parts].map((follow) => follow(next)))
  await pending
  if (next !== wanted) return
  setLanguage(next)
  document.documentElement.lang = next
}
