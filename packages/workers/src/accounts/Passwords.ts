import { commonPasswords } from "./commonPasswords.ts"

/** Lumi's own limits, told to Better Auth, which counts. */
export const length = { min: 12, max: 128 } as const

const rows = ["0123456789", "abcdefghijklmnopqrstuvwxyz", "qwertyuiopasdfghjklzxcvbnm", "qwertzuiopasdfghjklyxcvbnm"]
  .flatMap((row) => [row.repeat(3), Array.from(row.repeat(3)).toReversed().join("")])

const instead: { readonly [sign: string]: string } = {
  "0": "o",
  "1": "i",
  "3": "e",
  "4": "a",
  "5": "s",
  "7": "t",
  "@": "a",
  "$": "s",
  "!": "i"
}

const onlyLetters = (text: string) => text.replaceAll(/[^\p{L}]/gu, "")

/** What is left when what people add to a word is taken away: signs and digits around it, or instead of letters. */
const cores = (text: string): ReadonlyArray<string> => {
  const inner = text.replace(/^[^\p{L}]+/u, "").replace(/[^\p{L}]+$/u, "")
  return [text, onlyLetters(text), onlyLetters(inner.replaceAll(/[0134579@$!]/g, (sign) => instead[sign] ?? sign))]
}

/** A short piece said again and again. */
const isRepeated = (text: string) =>
  [1, 2, 3, 4, 5, 6, 7, 8].some((length) =>
    text.length >= 2 * length && text === text.slice(0, length).repeat(text.length).slice(0, text.length)
  )

/** A walk along the digits, the alphabet or the keyboard. */
const isWalk = (text: string) => rows.some((row) => row.includes(text))

/** Words that belong to whoever chooses: what a guesser tries first. */
const wordsOf = (context: ReadonlyArray<string>) =>
  ["lumi", ...context.flatMap((text) => text.toLowerCase().split(/[^\p{L}\p{N}]+/u))]
    .filter((word) => word.length >= 3)
    .toSorted((a, b) => b.length - a.length)

/** Whether the password is on the list of everybody's passwords, or is made of the name, the address or a pattern. */
export const isEasy = (password: string, context: ReadonlyArray<string>): boolean => {
  const text = password.normalize("NFKC").toLowerCase().replaceAll(/\s+/g, "")
  const own = wordsOf(context).reduce((rest, word) => rest.replaceAll(word, ""), text)
  return isRepeated(text) || isWalk(text) || own.length < 8 ||
    [...cores(text), ...cores(own)].some((core) => commonPasswords.has(core))
}
