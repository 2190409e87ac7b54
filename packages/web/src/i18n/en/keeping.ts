import { number, plural } from "../format.ts"

export const keeping = {
  date: (name: string) => `The date, where ${name} is`,
  hint: (name: string) => `It comes on that day and on no other. ${name} sees nothing of it until then.`,
  keep: "Keep for that day",
  takeOff: "Take the date off",
  none: "Choose a date.",
  taken: "Another surprise comes that day. Choose another date.",
  over: (name: string) => `That day is over for ${name}, or has had its words. Choose a later one.`,
  kept: (date: string) => `Kept for ${date}.`,
  off: "The date is off. It can come on any day again.",
  oneALine: "One text on each line",
  preview: (count: number) =>
    count === 0
      ? "Nothing to keep yet."
      : plural("en", count, { one: "1 text will be kept.", other: `${number(count)} texts will be kept.` }),
  look: "Lines to look at",
  line: (at: number, problem: string) => `Line ${number(at)}: ${problem}`,
  sameAs: (line: number) => `The same as line ${number(line)}; it is kept once.`,
  keepingOf: (done: number, of: number) => `${number(done)} of ${number(of)} kept.`,
  keepMany: (count: number) => count === 0 ? "Keep" : `Keep ${number(count)}`,
  keptMany: (count: number, name: string) =>
    plural("en", count, {
      one: `1 text kept. It can reach ${name} from now on.`,
      other: `${number(count)} texts kept. They can reach ${name} from now on.`
    }),
  stillHere: "What is still in the field isn’t kept yet.",
  meantFor: "Meant for",
  tagsHint: "It is likelier to come on such days, and may come on others.",
  tagsFull: (most: number) => `${number(most)} is the most. Take one off first.`,
  editing: "Edit these words",
  save: "Save",
  cancel: "Cancel"
}
