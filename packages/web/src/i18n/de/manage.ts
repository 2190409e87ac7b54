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
  loved: (count) => count === 1 ? "Im Herzen" : `${count === 2 ? "Zweimal" : `${number(count)}-mal`} im Herzen`,
  answered: (count) => count === 1 ? "Beantwortet" : `${count === 2 ? "Zweimal" : `${number(count)}-mal`} beantwortet`,
  wishes: { more: (name) => `${name} will mehr davon`, less: (name) => `${name} will weniger davon` },
  oddsFor: (date) => `Chancen für den ${date}`,
  noOdds: "keine",
  left: (count, name) =>
    count === 0
      ? `In den letzten 30 Tagen hat ${name} schon alle gesehen`
      : plural("de", count, {
        one: `Noch 1 Text, den ${name} seit 30 Tagen nicht gesehen hat`,
        other: `Noch ${number(count)} Texte, die ${name} seit 30 Tagen nicht gesehen hat`
      }),
  leftSafe: "Danach kommen ältere wieder an die Reihe. Es versiegt nichts.",
  surprise: "Überraschung",
  onlyOn: (date) => `Nur am ${date}`,
  wasFor: (date) => `Es war für den ${date}`,
  keepFor: "Für ein Datum aufheben",
  changeDate: "Datum ändern",
  addMany: "Viele auf einmal hinzufügen",
  tagging: "Anlässe",
  meantFor: "Gedacht für",
  tagsHint: "An solchen Tagen kommt es eher, und es darf an anderen kommen.",
  tagsFull: (most) => `Mehr als ${number(most)} geht nicht. Nimm erst eines weg.`,
  tags: {
    spring: "Frühling",
    summer: "Sommer",
    autumn: "Herbst",
    winter: "Winter",
    anniversary: "Jahrestag",
    "hard-day": "Ein schwerer Tag"
  },
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
