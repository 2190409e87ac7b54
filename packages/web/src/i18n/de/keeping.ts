import type { keeping as en } from "../en/keeping.ts"
import { number, plural } from "../format.ts"

export const keeping: typeof en = {
  date: (name) => `Das Datum, wo ${name} ist`,
  hint: (name) => `Es kommt an dem Tag und an keinem anderen. Bis dahin sieht ${name} nichts davon.`,
  keep: "Für den Tag aufheben",
  takeOff: "Datum wegnehmen",
  none: "Wähle ein Datum.",
  taken: "An dem Tag kommt schon eine Überraschung. Wähle ein anderes Datum.",
  over: (name) => `Der Tag ist für ${name} vorbei oder hatte schon seine Worte. Wähle einen späteren.`,
  kept: (date) => `Aufgehoben für den ${date}.`,
  off: "Das Datum ist weg. Es kann wieder an jedem Tag kommen.",
  oneALine: "Ein Text in jeder Zeile",
  preview: (count) =>
    count === 0
      ? "Noch nichts zum Aufheben."
      : plural("de", count, { one: "1 Text wird aufgehoben.", other: `${number(count)} Texte werden aufgehoben.` }),
  look: "Zeilen zum Ansehen",
  line: (at, problem) => `Zeile ${number(at)}: ${problem}`,
  sameAs: (line) => `Dasselbe wie Zeile ${number(line)}; es wird einmal aufgehoben.`,
  keepingOf: (done, of) => `${number(done)} von ${number(of)} aufgehoben.`,
  keepMany: (count) => count === 0 ? "Aufheben" : `${number(count)} aufheben`,
  keptMany: (count, name) =>
    plural("de", count, {
      one: `1 Text aufgehoben. Von jetzt an kann er ${name} erreichen.`,
      other: `${number(count)} Texte aufgehoben. Von jetzt an können sie ${name} erreichen.`
    }),
  stillHere: "Was noch im Feld steht, ist noch nicht aufgehoben.",
  meantFor: "Gedacht für",
  tagsHint: "An solchen Tagen kommt es eher, und es darf an anderen kommen.",
  tagsFull: (most) => `Mehr als ${number(most)} geht nicht. Nimm erst eines weg.`,
  editing: "Diese Worte bearbeiten",
  save: "Speichern",
  cancel: "Abbrechen"
}
