/** Values that are in somebody's documentation, whatever their length. */
const examples = /change.?me|replace.?me|example|your.?secret|better-auth-secret|password|default|0123456789/i

const alphabets: ReadonlyArray<readonly [RegExp, number]> = [[/^\d*$/, 10], [/^[\da-f]*$/i, 16], [/^[a-z]*$/i, 52]]

/** The shortest piece that the value is made of: `abcabc` says no more than `abc`. */
const unit = (value: string): string => value.slice(0, (value + value).indexOf(value, 1))

/** At most so many bits, judged by the length, the alphabet and how much of it is used. */
export const bits = (value: string): number => {
  const piece = unit(value)
  const alphabet = alphabets.find(([pattern]) => pattern.test(piece))?.[1] ?? 64
  return Math.floor(piece.length * Math.log2(Math.min(alphabet, 1 + 3 * new Set(piece).size)))
}

/** What is wrong with a secret, in words that do not give it away. */
export const weakness = (value: string): string | undefined => {
  if (examples.test(value)) return "is an example value"
  if (bits(value) < 128) return "is too easy to guess (less than 128 bits)"
  return undefined
}
