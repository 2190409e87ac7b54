import type { shell as en } from "../en/shell.ts"

export const shell: typeof en = {
  home: "Lumi, Startseite",
  pages: {
    home: "Start",
    affirmations: "Worte",
    manage: "Schreiben",
    settings: "Einstellungen"
  },
  navigation: "Hauptmenü",
  skip: "Zum Inhalt springen",
  isHere: (name) => `${name} ist da`,
  steppedAway: (name) => `${name} ist kurz weg`,
  isOut: (name) => `${name} ist nicht da`,
  newVersion: "Es gibt eine neue Version von Lumi.",
  reload: "Jetzt verwenden",
  notFound: "Hier ist nichts",
  notFoundSafe: "Die Adresse stimmt nicht, oder was hier war, gibt es nicht mehr.",
  toHome: "Zur Startseite",
  shortcuts: "Tastenkürzel",
  shortcutsOn: "Einzelne Tasten benutzen",
  shortcutsHint: "Aus, wenn eine Taste etwas tut, das du nicht wolltest.",
  goTo: (page) => `Gehe zu: ${page}`,
  showShortcuts: "Diese Liste zeigen",
  then: "dann"
}
