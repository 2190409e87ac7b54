import type { manage as en } from "../en/manage.ts"
import { number, plural } from "../format.ts"

export const manage: typeof en = {
  documentTitle: (name) => `Für ${name}`,
  new: (name) => `Neue Worte für ${name}`,
  placeholder: (name) => `Etwas, das auf ${name} zutrifft`,
  keep: "Aufheben",
  kept: (name) => `Aufgehoben. Von jetzt an kann es ${name} erreichen.`,
  tooLong: (over) => plural("de", over, { one: "1 Zeichen zu viel.", other: `${number(over)} Zeichen zu viel.` }),
  unstorable: "Darin ist ein Zeichen, das nicht aufgehoben werden kann. Nimm es heraus und versuch es noch einmal.",
  full: (most) => `Es ist Platz für ${number(most)} Texte, und er ist aufgebraucht. Lösche erst einige.`,
  notKept: "Es wurde nicht aufgehoben. Deine Worte stehen noch hier; versuch es gleich noch einmal.",
  written: "Was du geschrieben hast",
  neverSent: "Noch nie geschickt",
  sentOn: (date) => `Geschickt am ${date}`,
  times: (count) => count === 1 ? "Einmal" : count === 2 ? "Zweimal" : `${number(count)}-mal`,
  paused: "Pausiert",
  more: (beginning) => `Mehr zu „${beginning}“`,
  edit: "Bearbeiten",
  pause: "Pausieren",
  resume: "Weiter schicken",
  delete: "Löschen",
  editing: "Diese Worte bearbeiten",
  save: "Speichern",
  cancel: "Abbrechen",
  deleted: "Gelöscht.",
  notDeleted: "Es wurde nicht gelöscht. Es steht wieder in der Liste; versuch es gleich noch einmal.",
  notChanged: "Die Änderung wurde nicht gespeichert. Es ist wie zuvor; versuch es gleich noch einmal.",
  gone: "Diese Worte sind nicht mehr hier.",
  earlier: "Frühere",
  empty: (name) =>
    `Noch nichts für ${name}. Das Erste darf eine einzige Kleinigkeit sein, die dir heute aufgefallen ist.`
}
