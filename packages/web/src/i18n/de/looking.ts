import type { looking as en } from "../en/looking.ts"
import { number, plural } from "../format.ts"

export const looking: typeof en = {
  search: "Suchen",
  searchFor: (name) => `In den Worten von ${name} suchen`,
  which: "Was gezeigt wird",
  only: { all: "Alle", loved: "Mit Herz", answered: "Beantwortet", surprise: "Überraschungen" },
  month: "Zu einem Monat gehen",
  nothingBefore: (month) => `Bis ${month} war nichts gekommen.`,
  everything: "Alles zeigen",
  empty: (name) => `Noch ist nichts gekommen. Was ${name} für dich schreibt, kommt einmal am Tag und bleibt hier.`,
  emptyAction: (name) => `Für ${name} schreiben`,
  found: (count, more) =>
    more
      ? plural("de", count, { one: "Bisher 1 gefunden", other: `Bisher ${number(count)} gefunden` })
      : plural("de", count, { one: "1 gefunden", other: `${number(count)} gefunden` }),
  nothing: (query, name) => `In keinen Worten von ${name} kommt „${query}“ vor.`,
  nothingAmong: (query) => `In keinen von diesen kommt „${query}“ vor.`,
  nothingSuch: {
    loved: "Du hast noch keinen davon ein Herz gegeben.",
    answered: "Du hast noch keine davon beantwortet.",
    surprise: "Noch keine waren für ihren Tag aufgehoben."
  },
  searchedBack: (month) => `Zurück bis ${month} gesucht.`,
  goOn: "Weiter",
  hard: {
    today: "Heute ist ein schwerer Tag",
    tomorrow: "Morgen wird ein schwerer Tag",
    hint: (name) => `Was ${name} für schwere Tage gedacht hat, wird wahrscheinlicher. ${name} erfährt es nicht.`,
    failed: "Das wurde nicht gespeichert. Es ist wie vorher; versuch es gleich noch einmal."
  }
}
