import type { said as en } from "../en/said.ts"

export const said: typeof en = {
  loved: (name) => `${name} hat etwas von dir ins Herz geschlossen.`,
  wroteBack: (name) => `${name} hat geantwortet.`,
  by: (name) => `${name}:`,
  all: (name) => `Was ${name} gesagt hat`,
  heart: "Im Herzen",
  none: (name) => `${name} hat es zurückgenommen.`,
  earlier: "Frühere Antworten"
}
