import { lengthOf, most } from "./text.ts"

/** One text of several typed at once. */
export interface Line {
  /** which line of the field it stands on, from 1 */
  readonly at: number
  readonly text: string
  /** by how many characters it is too long; 0 when it fits */
  readonly over: number
  /** the line that says the same before it */
  readonly sameAs?: number
}

/** The texts that were typed, one a line; empty lines are none. */
export const linesOf = (typed: string): ReadonlyArray<Line> => {
  const first = new Map<string, number>()
  return typed.split(/\r?\n/).flatMap((line, index) => {
    const text = line.trim()
    if (text === "") return []
    const at = index + 1
    const sameAs = first.get(text)
    if (sameAs === undefined) first.set(text, at)
    return [{ at, text, over: Math.max(0, lengthOf(text) - most), ...(sameAs !== undefined && { sameAs }) }]
  })
}

/** Whether one can be kept as it is. */
export const isReady = (line: Line): boolean => line.over === 0 && line.sameAs === undefined

/** What was typed without one text, however often it was typed. */
export const without = (typed: string, { text }: Line): string =>
  typed.split(/\r?\n/).filter((line) => line.trim() !== text).join("\n")
