/**
 * The words of a text, as they are looked for: without case, accents and the signs between them. Every store finds by these
 * and no others, so what is found does not depend on the database, its version or its locale.
 */

/** Accents of Latin, Greek and Cyrillic letters, the points of Hebrew and Arabic ones, and how a sign is to be drawn. */
const accents = /[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670\ufe00-\ufe0f]/g

/** Letters that people type as others, and that Unicode does not take apart. */
const plain: Readonly<Record<string, string>> = {
  "ß": "ss",
  "æ": "ae",
  "œ": "oe",
  "ø": "o",
  "đ": "d",
  "ł": "l",
  "ı": "i",
  "ς": "σ"
}

const fold = (text: string) =>
  text.normalize("NFKD").toLowerCase().replace(accents, "").normalize("NFC")
    .replace(/[ßæœøđłıς]/g, (letter) => plain[letter]!)

/**
 * A run of a script that puts no space between words, or a word, or a picture. Words are cut after forty letters: Postgres
 * keeps none of more than 2,046 bytes.
 */
const parts =
  /(?<run>[[\p{L}\p{M}\p{N}]&&[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Thai}\p{scx=Lao}\p{scx=Khmer}\p{scx=Myanmar}]]+)|[[\p{L}\p{M}\p{N}]--[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Thai}\p{scx=Lao}\p{scx=Khmer}\p{scx=Myanmar}]]{1,40}|\p{Extended_Pictographic}/gv

/** Each two neighbours: where no spaces tell words, these find all that has more than one sign. */
const pairs = (signs: ReadonlyArray<string>) => signs.slice(1).map((sign, n) => `${signs[n]}${sign}`)

/** What a text is found by, each once. */
export const of = (text: string): ReadonlyArray<string> => {
  const terms = new Set<string>()
  for (const { 0: part, groups } of fold(text).matchAll(parts)) {
    if (groups?.["run"] === undefined) terms.add(part)
    else {
      const signs = [...part]
      for (const pair of pairs(signs)) terms.add(pair)
      // so that the last one is found by itself as well
      terms.add(signs.at(-1)!)
    }
  }
  return [...terms]
}

/** A term that a text must have, whole or as the beginning of one. */
export interface Wanted {
  readonly term: string
  readonly beginning: boolean
}

/** What a query asks for: all of its words, of which the last may be unfinished. Nothing when it has no word. */
export const wanted = (query: string): ReadonlyArray<Wanted> => {
  const found = [...fold(query).matchAll(parts)]
  return found.flatMap(({ 0: part, groups }, n) => {
    if (groups?.["run"] === undefined) return [{ term: part, beginning: n === found.length - 1 }]
    const signs = [...part]
    return signs.length === 1
      ? [{ term: part, beginning: true }]
      : pairs(signs).map((term) => ({ term, beginning: false }))
  })
}

/** Whether a text has all that is wanted. */
export const match = (text: string, all: ReadonlyArray<Wanted>): boolean => {
  const terms = of(text)
  return all.every(({ beginning, term }) =>
    beginning ? terms.some((one) => one.startsWith(term)) : terms.includes(term)
  )
}
