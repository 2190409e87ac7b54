import type { pool as en } from "../en/pool.ts"
import { number, plural } from "../format.ts"

export const pool: typeof en = {
  which: "Welche gezeigt werden",
  only: {
    all: "Alle",
    "never-sent": "Noch nie geschickt",
    loved: "Im Herzen",
    scheduled: "Mit Datum",
    paused: "Pausiert"
  },
  none: {
    "never-sent": (name) => `${name} hat jeden davon schon einmal bekommen.`,
    loved: (name) => `Noch keiner davon hat ein Herz von ${name}.`,
    scheduled: () => "Keiner ist für ein Datum aufgehoben. Eine Überraschung kommt an ihrem Tag und an keinem anderen.",
    paused: () => "Keiner ist pausiert."
  },
  showAll: "Alle zeigen",
  begin: "Wie man anfangen kann",
  beginHint: "Schreib einen Satz mit deinen Worten zu Ende. Es wird nichts geschickt, was du nicht aufhebst.",
  beginWith: (beginning) => `Mit „${beginning}“ anfangen`,
  unfinished: "Auf dem Blatt stehen schon Worte. Heb sie erst auf, oder nimm sie weg.",
  beginnings: [
    "Was du tust, ohne es zu merken, und ich merke es jedes Mal: …",
    "Ich denke noch oft an den Abend, an dem …",
    "Deinetwegen traue ich mich, …",
    "Wenn du nicht da bist, fehlt mir …",
    "Heute war ich froh um dich, weil …"
  ],
  left: (count, name) =>
    count === 0
      ? `In den letzten 30 Tagen hat ${name} schon alle gesehen`
      : plural("de", count, {
        one: `Noch 1 Text, den ${name} seit 30 Tagen nicht gesehen hat`,
        other: `Noch ${number(count)} Texte, die ${name} seit 30 Tagen nicht gesehen hat`
      }),
  leftSafe: "Danach kommen ältere wieder an die Reihe. Es versiegt nichts.",
  empty: (name) =>
    `Noch nichts für ${name}. Das Erste darf eine einzige Kleinigkeit sein, die dir heute aufgefallen ist.`,
  oddsFor: (date) => `Chancen für den ${date}`,
  noOdds: "keine",
  words: "Worte"
}
